using R2.Emulator;

namespace R2.Soak;

/// <summary>
/// Faults for five requests in a hundred of each operation. Each kind has a prime period of its own and begins where the seed says, so that they meet in all orders, on one request too.
/// </summary>
internal sealed class FaultSchedule(int seed)
{
    public const double Share = 0.05;

    /// <summary>One request in so many stalls: each costs the client its time-out.</summary>
    private const int StallPeriod = 797;

    /// <summary>What is particular to an operation begins within so many of its requests: some are rare, and a short run is to meet all.</summary>
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

        // An upload whose id is lost on its way cannot be known to any client, so no answer of this one is lost; it is refused, and slow.
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

        // A flipped byte can be noticed where the whole of an object is read that has a checksum; on the way of all else it is TLS that would notice.
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
