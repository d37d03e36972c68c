using R2.Cmdlets.Files;
using R2.Files;

namespace R2.Cmdlets.Transfers;

/// <summary>Tells a display how much a command will write, as far as that is known. A tree is counted beside its upload, which need not wait for that.</summary>
internal static class ExpectedFiles
{
    public static void Announce(TransferDisplay display, IEnumerable<FileTree> found, bool recurse, NameSelection selection)
    {
        if (display.IsSilent)
        {
            return;
        }

        foreach (FileTree one in found)
        {
            if (recurse && one.IsFolder)
            {
                display.Open();
                Task.Run(() => Count(display, one, selection));
            }
            else if (LocalFile.At(one.Path) is var file && selection.Contains(file.Name))
            {
                display.Expect(1, file.Length);
            }
        }
    }

    private static void Count(TransferDisplay display, FileTree folder, NameSelection selection)
    {
        foreach (LocalFile file in LocalFile.In(folder, selection, static (_, _) => { }, static _ => { }))
        {
            display.Expect(1, file.Length);
        }

        display.Close();
    }
}
