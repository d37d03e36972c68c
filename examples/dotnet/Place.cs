using R2;
using R2.Testing;

/// <summary>Where an example works: the bucket that the environment names, with its keys; otherwise the emulator.</summary>
internal sealed class Place : IDisposable
{
    private readonly R2Fixture? _emulator;

    public Place()
    {
        _emulator = Environment.GetEnvironmentVariable("R2_ACCESS_KEY_ID") is null ? new R2Fixture() : null;
        Options = _emulator?.Options ?? R2ClientOptions.FromEnvironment();
        Bucket = _emulator?.BucketName ?? Environment.GetEnvironmentVariable("R2_BUCKET") ?? throw new InvalidOperationException("R2_BUCKET is not set.");
    }

    public R2ClientOptions Options { get; }

    public string Bucket { get; }

    public void Dispose() => _emulator?.Dispose();
}
