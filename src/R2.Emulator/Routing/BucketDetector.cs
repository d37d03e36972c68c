using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>Operations on a bucket.</summary>
internal static class BucketDetector
{
    private static readonly HashSet<string> s_listV1 = ["prefix", "delimiter", "marker", "max-keys", "encoding-type"];

    private static readonly HashSet<string> s_listV2 =
        ["list-type", "prefix", "delimiter", "continuation-token", "start-after", "max-keys", "encoding-type", "fetch-owner"];

    public static Detection Detect(S3Request request) => request.Method switch
    {
        "HEAD" => new Detection("HeadBucket"),
        "GET" => Get(request.Query),
        "PUT" => Change(request, OperationNames.BucketPut, "CreateBucket"),
        "DELETE" => Change(request, OperationNames.BucketDelete, "DeleteBucket"),
        "POST" => new Detection(request.Query.Has("delete") ? "DeleteObjects" : "PostBucket"),
        _ => Detection.Refused(S3Errors.RouteNotFound()),
    };

    private static Detection Get(QueryList query)
    {
        if (query.Has("uploads"))
        {
            return new Detection("ListMultipartUploads");
        }

        if (query.Has("location"))
        {
            return query.OwnNames.FirstOrDefault(name => name != "location") is { } other
                ? new Detection("GetBucketLocation", S3Errors.InvalidArgument($"Search param {other} is unsupported for bucket location"))
                : new Detection("GetBucketLocation");
        }

        foreach (string name in query.Names)
        {
            if (OperationNames.BucketServed.TryGetValue(("GET", name), out string? served))
            {
                return new Detection(served);
            }

            if (OperationNames.BucketGet.TryGetValue(name, out string? missing))
            {
                return Detection.NotImplemented(missing);
            }
        }

        return List(query);
    }

    private static Detection List(QueryList query)
    {
        string? type = query["list-type"];
        if (type is not (null or "2"))
        {
            return Detection.NotImplemented($"ListObjectsV{type}");
        }

        string operation = type is null ? "ListObjects" : "ListObjectsV2";
        if (type is null && query.Has("continuation-token"))
        {
            return new Detection(operation, S3Errors.InvalidArgument("continuation-token not supported in ListObjects"));
        }

        HashSet<string> known = type is null ? s_listV1 : s_listV2;
        return query.OwnNames.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? new Detection(operation, S3Errors.NotImplemented($"ListObjectsV{type ?? "1"} search parameter {unknown}"))
            : new Detection(operation);
    }

    private static Detection Change(S3Request request, IReadOnlyDictionary<string, string> refused, string bare)
    {
        foreach (string name in request.Query.Names)
        {
            if (OperationNames.BucketServed.TryGetValue((request.Method, name), out string? served))
            {
                return new Detection(served);
            }

            if (refused.TryGetValue(name, out string? missing))
            {
                return Detection.NotImplemented(missing);
            }
        }

        List<string> unsupported = request.Query.OwnNames.Distinct().Select(name => $"\"{name}\"").ToList();
        return unsupported.Count == 0
            ? new Detection(bare)
            : Detection.Refused(S3Errors.InvalidArgument(
                $"Unsupported search param(s) {string.Join(", ", unsupported)} on a {request.Method} bucket route"));
    }
}
