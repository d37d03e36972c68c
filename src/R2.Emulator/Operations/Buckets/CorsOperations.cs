using System.Xml.Linq;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>Get-, Put- and DeleteBucketCors.</summary>
internal static class CorsOperations
{
    public static Task<HttpReply> GetAsync(OperationContext context, CancellationToken cancellationToken) =>
        context.Bucket.Settings.Cors is { } document
            ? Task.FromResult(HttpReply.Xml(document))
            : throw new S3Exception(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist.");

    public static async Task<HttpReply> PutAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        XElement document = XmlBody.Parse(await context.ReadDocumentAsync(cancellationToken).ConfigureAwait(false), "CORSConfiguration");
        IReadOnlyList<CorsRule> rules = CorsRule.Read(document);
        if (rules.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }

        bucket.Configure(bucket.Settings with { Cors = CorsRule.Write(rules) });
        return OperationContext.Empty();
    }

    public static Task<HttpReply> DeleteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        bucket.Configure(bucket.Settings with { Cors = null });
        return Task.FromResult(OperationContext.Empty(204));
    }
}
