namespace R2.Emulator.Storage.Stores;

/// <summary>A bucket as its file has it.</summary>
internal sealed record BucketRecord(string Name, DateTimeOffset Created, string? Location, BucketSettings Settings);
