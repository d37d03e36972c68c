namespace R2.Shell;

internal static class ModuleFolder
{
    /// <summary>The module as it was built: out/R2 in the repository that this shell was built in; null where it is missing.</summary>
    public static string? Find()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            string module = Path.Combine(directory, "out", "R2");
            if (File.Exists(Path.Combine(module, "R2.psd1")))
            {
                return module;
            }
        }

        return null;
    }
}
