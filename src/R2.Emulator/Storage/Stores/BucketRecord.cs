namespace R2.Emulator.Storage.Stores;

/// <summary>A bucket in its file.</summary>
internal sealed record BucketRecord(string Name, DateTimeOffset Created, string? Location, BucketSettings Settings);
