using R2.Emulator;

namespace R2.Soak;

/// <summary>
/// Injects faults into five percent of the requests of each operation. Each kind of fault has its own prime period and a random start, so that faults combine in every order, also on one request.
/// </summary>
internal sealed class FaultSchedule(int seed)
{
    public const double Share = 0.05;

    /// <summary>One request in this many stalls. Each stall lasts as long as the client's time-out.</summary>
    private const int StallPeriod = 797;

    /// <summary>Faults of a single operation begin within its first requests: some operations are rare, and a short run must meet all faults.</summary>
    private const int ParticularFrom = 20;

    private static readonly string[] s_operations =
    [
        "PutObject", "GetObject", "HeadObject", "DeleteObject", "DeleteObjects", "CopyObject", "ListObjectsV2",
        "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts", "ListMultipartUploads",
    ];

    private readonly Random _random = new(seed);

    public void Arm(FaultInjector faults)
    {
        foreach (string operation in s_operations)
        {
            Arm(faults, operation, [.. Refusals(), .. Losses()], Particular(operation), withStalls: true);
        }

        // If this response is lost, no client can know the upload's id and abort it. So it is only refused or delayed.
        Arm(faults, "CreateMultipartUpload", [.. Refusals(), Fault.DropBeforeHeaders()], [], withStalls: false);
    }

    private static Fault[] Refusals() =>
    [
        Fault.Status(500, "InternalError"),
        Fault.Status(503, "ServiceUnavailable"),
        Fault.Status(429, "TooManyRequests", TimeSpan.FromSeconds(1)),
        Fault.Delay(TimeSpan.FromMilliseconds(300)),
    ];

    private static Fault[] Losses() => [Fault.DropBeforeHeaders(), Fault.DropReply(), Fault.DropResponseBodyAfter(50)];

    private static Fault[] Particular(string operation) => operation switch
    {
        "PutObject" or "UploadPart" => [Fault.DropRequestBodyAfter(1000), Fault.CorruptRequestByte(0), Fault.Throttle(4 << 20)],

        // A flipped byte is detected only where an object with a checksum is read as a whole; elsewhere TLS would detect it.
        "GetObject" => [Fault.DropResponseBodyAfter(100_000), Fault.CorruptResponseByte(0) with { KeyPattern = $"*/{Worker.Verified}-*" }, Fault.Throttle(4 << 20)],
        "DeleteObjects" => [Fault.RefuseKey("InternalError")],
        "CopyObject" or "CompleteMultipartUpload" => [Fault.ErrorIn200("InternalError")],
        _ => [],
    };

    private void Arm(FaultInjector faults, string operation, Fault[] common, Fault[] particular, bool withStalls)
    {
        double share = Share - (withStalls ? 1.0 / StallPeriod : 0);
        int period = (int)((common.Length + particular.Length) / share);
        foreach (Fault kind in common)
        {
            period = NextPrime(period);
            Add(kind, period, period);
        }

        foreach (Fault kind in particular)
        {
            period = NextPrime(period);
            Add(kind, period, ParticularFrom);
        }

        if (withStalls)
        {
            Add(Fault.Stall(), StallPeriod, StallPeriod);
        }

        void Add(Fault fault, int every, int from) => faults.Add(fault with { Operation = operation, Every = every, SkipFirst = _random.Next(from) });
    }

    private static int NextPrime(int after)
    {
        int candidate = after + 1;
        while (Enumerable.Range(2, (int)Math.Sqrt(candidate)).Any(divisor => divisor < candidate && candidate % divisor == 0))
        {
            candidate++;
        }

        return candidate;
    }
}
