using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations.Objects;

/// <summary>GetObject and HeadObject. R2 supports conditions, ranges and part numbers for both.</summary>
internal static class GetObject
{
    private static readonly string[] s_overrides =
        ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Header("Range") is { } range)
        {
            ByteRange.CheckSyntax(range);
        }

        ObjectLease lease = context.Bucket.Open(context.Key) ?? throw S3Errors.NoSuchKey();
        try
        {
            HttpReply reply = Answer(context.Request, lease.Object);
            if (reply.Status == 304 || context.Request.Method == "HEAD")
            {
                lease.Dispose();
            }
            else
            {
                reply.Body = Open(context.Request, reply, lease);
            }

            return Task.FromResult(reply);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static HttpReply Answer(S3Request request, StoredObject stored)
    {
        CustomerKey.Require(CustomerKey.Read(request), stored.Attributes.CustomerKeyMd5);
        Conditions conditions = Conditions.Read(request);
        if (!conditions.PreconditionsHold(stored))
        {
            throw S3Errors.PreconditionFailed();
        }

        if (!conditions.ValidatorsHold(stored))
        {
            HttpReply unchanged = new HttpReply(304);
            AttributeHeaders.Write(stored, unchanged);
            return unchanged;
        }

        ByteRange? range = RangeOf(request, stored);
        HttpReply reply = new HttpReply(range is null ? 200 : 206);
        AttributeHeaders.Write(stored, reply);
        reply.With("Content-Range", range?.ContentRange(stored.Size));
        reply.BodyLength = range?.Length ?? stored.Size;
        if (request.Query.Has("partNumber") && stored.PartSizes.Count > 0)
        {
            reply.With("x-amz-mp-parts-count", stored.PartSizes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (range is null && string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            ChecksumHeaders.Write(stored.Checksum, reply);
        }

        Override(request, reply);
        if (range is null)
        {
            TransparentDecompression.Announce(request, stored, reply);
        }

        return reply;
    }

    private static ByteRange? RangeOf(S3Request request, StoredObject stored)
    {
        string? header = request.Header("Range");
        if (request.Query["partNumber"] is { } number)
        {
            return header is null
                ? PartRange.Of(stored, number)
                : throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        return header is null ? null : ByteRange.Parse(header, stored.Size);
    }

    private static Stream Open(S3Request request, HttpReply reply, ObjectLease lease)
    {
        StoredObject stored = lease.Object;
        if (reply.Status == 206 && RangeOf(request, stored) is { } range)
        {
            return new BodyStream(stored.Body.Range(range.Offset, range.Length), lease);
        }

        BodyStream whole = new BodyStream(stored.Body, lease);
        return reply.BodyLength is null ? TransparentDecompression.Decode(stored, whole) : whole;
    }

    /// <summary>The <c>response-*</c> parameters of a signed request replace stored headers.</summary>
    private static void Override(S3Request request, HttpReply reply)
    {
        foreach (string name in s_overrides)
        {
            reply.With(name, request.Query["response-" + name]);
        }
    }
}
