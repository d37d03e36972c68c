namespace R2.Simulation.Format;

/// <summary>A body as it is recorded: in the index where it is short, in a file of its own otherwise.</summary>
internal sealed record RecordedBody
{
    public static RecordedBody Empty { get; } = new() { Bytes = [] };

    public long Length { get; init; }

    public byte[]? Bytes { get; init; }

    /// <summary>SHA-256 that names the file in the recording's folder of bodies.</summary>
    public string? File { get; init; }

    /// <summary>Why there is no more of it: what the connection broke with, or that the reader wanted no more; null for a whole one.</summary>
    public string? CutShort { get; init; }
}
