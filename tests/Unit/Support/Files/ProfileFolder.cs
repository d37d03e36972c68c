namespace R2.Unit.Support;

/// <summary>A folder of its own for profiles, in place of the run's, until it is disposed of. Only tests that run alone may have one.</summary>
internal sealed class ProfileFolder : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(ConfigFolder.Variable);
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-profiles-").FullName;

    public ProfileFolder() => Environment.SetEnvironmentVariable(ConfigFolder.Variable, _folder);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ConfigFolder.Variable, _before);
        Directory.Delete(_folder, recursive: true);
    }
}
