namespace R2.Shell;

internal static class StandInCommands
{
    /// <summary>The functions of StandInCommands.ps1, for commands that pwsh has and the bare engine lacks.</summary>
    public static string Read()
    {
        using Stream stream = typeof(StandInCommands).Assembly.GetManifestResourceStream("StandInCommands.ps1")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
