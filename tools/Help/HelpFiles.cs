namespace R2.Help;

/// <summary>The help in the repository: pages written by people, with syntax and metadata from the module, and the MAML that Get-Help reads.</summary>
internal sealed class HelpFiles
{
    private readonly string _root = FindRoot();

    private string Pages => Path.Combine(_root, "docs", "help");

    private string Index => Path.Combine(_root, "docs", "README.md");

    private string Maml => Path.Combine(_root, "en-US", "R2.Cmdlets.dll-Help.xml");

    public int Update(TextWriter log)
    {
        foreach ((string path, string content) in Make().Where(static file => !IsCurrent(file.Path, file.Content)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
            log.WriteLine($"written: {Path.GetRelativePath(_root, path)}");
        }

        return 0;
    }

    public int Check(TextWriter log)
    {
        List<(string Path, string Content)> files = [.. Make()];
        IEnumerable<string> stale = files.Where(static file => !IsCurrent(file.Path, file.Content)).Select(static file => file.Path);
        IEnumerable<string> orphans = Directory.EnumerateFiles(Pages, "*.md").Except(files.Select(static file => file.Path));
        List<string> findings =
        [
            .. stale.Select(path => $"{Path.GetRelativePath(_root, path)}: not what 'dotnet run --project tools/Help' writes"),
            .. orphans.Select(path => $"{Path.GetRelativePath(_root, path)}: the module has no such cmdlet"),
            .. files.Where(static file => file.Content.Contains("{{", StringComparison.Ordinal)).Select(file => $"{Path.GetRelativePath(_root, file.Path)}: a text is missing"),
        ];
        findings.ForEach(log.WriteLine);
        return findings.Count == 0 ? 0 : 1;
    }

    private IEnumerable<(string Path, string Content)> Make()
    {
        SharedTexts shared = SharedTexts.Read();
        List<(CommandModel Command, HelpPage Page)> commands = [];
        foreach (CommandModel command in ModuleReader.Read(Path.Combine(_root, "out", "R2", "R2.psd1")))
        {
            string path = Path.Combine(Pages, command.Name + ".md");
            HelpPage page = (File.Exists(path) ? PageReader.Read(File.ReadAllText(path)) : new HelpPage()).Completed(command, shared);
            commands.Add((command, page));
            yield return (path, PageWriter.Write(command, page));
        }

        yield return (Maml, MamlWriter.Write(commands));
        yield return (Index, IndexWriter.Write(File.ReadAllText(Index).ReplaceLineEndings("\n"), commands));
    }

    private static bool IsCurrent(string path, string content) => File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == content;

    private static string FindRoot()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "R2.psd1")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds R2.psd1.");
    }
}
