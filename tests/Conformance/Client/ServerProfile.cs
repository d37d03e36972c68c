namespace R2.Conformance.Client;

/// <summary>A server: whether its buckets can be made, and what it is known to lack.</summary>
internal sealed record ServerProfile(string Name, bool BucketsAreFixed, IReadOnlyList<Limitation> Limitations)
{
    /// <summary>Whether it now and then resets a connection without a reason of ours: a check that meets that is run again, a few times at most.</summary>
    public bool ResetsConnections { get; init; }

    public Limitation? Find(string check) => Limitations.FirstOrDefault(l => l.IsFor(check));

    public static ServerProfile Named(string name) => name switch
    {
        "r2local" => R2LocalProfile.Profile,
        "radosgw" => RadosGatewayProfile.Profile,
        // Ours: whatever R2 does, it does.
        "emulator" => new ServerProfile("emulator", BucketsAreFixed: false, []),
        _ => throw new ArgumentException($"There is no profile '{name}'."),
    };
}
