namespace R2.Unit.Support;

/// <summary>Modes of files, which Windows has none of: a test that asks for one is skipped there.</summary>
internal static class FileModes
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static UnixFileMode Of(string path) => OperatingSystem.IsWindows() ? throw Skipped() : File.GetUnixFileMode(path);

    public static void Set(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            throw Skipped();
        }

        File.SetUnixFileMode(path, mode);
    }

    private static InvalidOperationException Skipped()
    {
        Assert.Skip("Windows has no modes.");
        return new();
    }
}
