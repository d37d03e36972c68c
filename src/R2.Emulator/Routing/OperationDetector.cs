using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>Detects the operation from method, address and query, in R2's order.</summary>
internal static class OperationDetector
{
    public static Detection Detect(S3Request request)
    {
        if (!request.IsRoutable)
        {
            return Detection.Refused(S3Errors.RouteNotFound());
        }

        if (request.Method == "OPTIONS")
        {
            return new Detection("Preflight");
        }

        if (request.Bucket is null)
        {
            return request.Method == "GET" ? new Detection("ListBuckets") : Detection.Refused(S3Errors.RouteNotFound());
        }

        return request.RawKey is null ? BucketDetector.Detect(request) : ObjectDetector.Detect(request);
    }
}
