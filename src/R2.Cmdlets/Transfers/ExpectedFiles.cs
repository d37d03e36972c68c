using R2.Cmdlets.Files;

namespace R2.Cmdlets.Transfers;

/// <summary>Tells a display how much a command will write, as far as that is known. A tree is counted beside its upload, which need not wait for that.</summary>
internal static class ExpectedFiles
{
    public static void Announce(TransferDisplay display, IEnumerable<string> paths, bool recurse)
    {
        if (display.IsSilent)
        {
            return;
        }

        foreach (string path in paths)
        {
            if (recurse && Directory.Exists(path))
            {
                display.Open();
                Task.Run(() => Count(display, path));
            }
            else
            {
                display.Expect(1, LocalFile.At(path).Length);
            }
        }
    }

    private static void Count(TransferDisplay display, string folder)
    {
        foreach (LocalFile file in LocalFile.In(folder, static (_, _) => { }, static _ => { }))
        {
            display.Expect(1, file.Length);
        }

        display.Close();
    }
}
