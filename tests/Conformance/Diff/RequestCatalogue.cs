using R2.Conformance.Diff.Requests;

namespace R2.Conformance.Diff;

/// <summary>All requests, in the order in which they are sent; later ones may use what earlier ones stored.</summary>
internal static class RequestCatalogue
{
    public static IReadOnlyList<DiffRequest> All { get; } =
    [
        .. ServiceRequests.All,
        .. BucketRequests.All,
        .. ObjectRequests.All,
        .. WriteHeaderRequests.All,
        .. IntegrityRequests.All,
        .. RangeRequests.All,
        .. ConditionRequests.All,
        .. CopyRequests.All,
        .. ListRequests.All,
        .. DeleteRequests.All,
        .. MultipartRequests.All,
        .. AuthenticationRequests.All,
        .. PresignedRequests.All,
    ];
}
