namespace R2.Conformance.Client;

/// <summary>Ceph's RADOS Gateway 16.2: a full S3 server, but of Amazon's manners, not of R2's.</summary>
internal static class RadosGatewayProfile
{
    public static ServerProfile Profile { get; } = new("radosgw", BucketsAreFixed: false,
    [
    ]);
}
