using System.Text.RegularExpressions;
using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>Operations on an object or on one of its uploads.</summary>
internal static partial class ObjectDetector
{
    public static Detection Detect(S3Request request)
    {
        QueryList query = request.Query;
        if (query.Has("uploadId"))
        {
            // A partNumber that is not a number matches no route of R2; its range is checked later.
            if (query["partNumber"] is { } number && !PartNumberShape().IsMatch(number))
            {
                return Detection.Refused(S3Errors.RouteNotFound());
            }

            if (OnUpload(request) is { } operation)
            {
                return new Detection(operation);
            }
        }

        return query.Has("uploads") switch
        {
            true when request.Method == "POST" => new Detection("CreateMultipartUpload"),
            true when request.Method == "GET" => new Detection("ListMultipartUploads"),
            _ => OnObject(request),
        };
    }

    /// <summary>Null if the upload id is irrelevant: PUT without a part number is a PutObject.</summary>
    private static string? OnUpload(S3Request request) => request.Method switch
    {
        "GET" => "ListParts",
        "PUT" when request.Query.Has("partNumber") => request.HasHeader("x-amz-copy-source") ? "UploadPartCopy" : "UploadPart",
        "POST" => "CompleteMultipartUpload",
        "DELETE" => "AbortMultipartUpload",
        _ => null,
    };

    private static Detection OnObject(S3Request request)
    {
        switch (request.Method)
        {
            case "HEAD":
                return new Detection("HeadObject");
            case "GET":
                return Subresource(request, OperationNames.ObjectGet) ?? new Detection("GetObject");
            case "PUT":
                return Subresource(request, OperationNames.ObjectPut)
                    ?? new Detection(request.HasHeader("x-amz-copy-source") ? "CopyObject" : "PutObject");
            case "POST":
                // R2 treats POST as PUT, and then ignores subresources and copy sources.
                return new Detection("PutObject");
            case "DELETE":
                return new Detection("DeleteObject");
            default:
                return Detection.Refused(S3Errors.RouteNotFound());
        }
    }

    private static Detection? Subresource(S3Request request, IReadOnlyDictionary<string, string> refused)
    {
        string? name = request.Query.Names.FirstOrDefault(refused.ContainsKey);
        return name is null ? null : Detection.NotImplemented(refused[name]);
    }

    [GeneratedRegex("^ *-?[0-9]*$")]
    private static partial Regex PartNumberShape();
}
