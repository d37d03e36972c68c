namespace R2.Emulator.Storage.Settings;

/// <summary>The source of a bucket's incremental migration; no secret.</summary>
internal sealed record SippySource(string Provider, string? Bucket, string? BucketUrl, string? Container, string? Region, string? DestinationKeyId);
