namespace R2.Conformance.Client;

/// <summary>
/// Cloudflare's own local R2 endpoint (npm miniflare). Its gaps are listed by its authors:
/// https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/workers/r2/s3/index.worker.ts
/// </summary>
internal static class R2LocalProfile
{
    public static ServerProfile Profile { get; } = new("r2local", BucketsAreFixed: true,
    [
    ]);
}
