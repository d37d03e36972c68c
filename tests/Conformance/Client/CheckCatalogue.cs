using R2.Conformance.Client.Checks;

namespace R2.Conformance.Client;

/// <summary>All checks, in the order in which they run.</summary>
internal static class CheckCatalogue
{
    public static IReadOnlyList<Check> All { get; } =
    [
        .. BucketChecks.All,
        .. BucketConfigurationChecks.All,
        .. ObjectChecks.All,
        .. MetadataChecks.All,
        .. IntegrityChecks.All,
        .. RangeChecks.All,
        .. ConditionChecks.All,
        .. CopyChecks.All,
        .. MoveChecks.All,
        .. ListChecks.All,
        .. DeleteChecks.All,
        .. MultipartChecks.All,
        .. MultipartErrorChecks.All,
        .. MultipartListChecks.All,
        .. SseCustomerKeyChecks.All,
        .. PresignChecks.All,
        .. AuthenticationChecks.All,
        .. KeyChecks.All,
    ];
}
