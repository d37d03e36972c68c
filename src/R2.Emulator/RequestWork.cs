using R2.Emulator.Http.Messages;

namespace R2.Emulator;

/// <summary>What to do with a request: the S3 part and the API each have their own answers, and share faults and log.</summary>
internal sealed record RequestWork
{
    public required string Operation { get; init; }

    public string? Bucket { get; init; }

    public string? Key { get; init; }

    public required Func<RequestLogEntry, CancellationToken, Task<HttpReply>> Answer { get; init; }

    /// <summary>The error response of a fault, from status and name.</summary>
    public required Func<int, string, HttpReply> Refuse { get; init; }

    /// <summary>Adds what every response has.</summary>
    public required Action<HttpReply> Decorate { get; init; }
}
