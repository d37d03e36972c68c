using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Operations.Listing;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>ListBuckets, with R2's paging by parameters or headers (https://developers.cloudflare.com/r2/api/s3/extensions/#listbuckets).</summary>
internal static class ListBuckets
{
    private static readonly HashSet<string> s_parameters =
        ["prefix", "start-after", "continuation-token", "max-keys", "list-type", "delimiter", "encoding-type", "fetch-owner"];

    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        S3Request request = context.Request;
        if (request.Query.OwnNames.FirstOrDefault(name => !s_parameters.Contains(name)) is { } unknown)
        {
            throw S3Errors.NotImplemented($"ListBuckets search parameter {unknown}");
        }

        string? Parameter(string name) => request.Header("cf-" + name) ?? request.Query[name];
        PageSize size = PageSize.Read(Parameter("max-keys"), context.Limits, "max-keys");
        string? token = Parameter("continuation-token");
        string after = token ?? Parameter("start-after") ?? string.Empty;
        List<Bucket> following = context.Account.Buckets
            .Where(bucket => bucket.Name.StartsWith(Parameter("prefix") ?? string.Empty, StringComparison.Ordinal))
            .Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0)
            .ToList();
        List<Bucket> page = following.Take(size.Effective).ToList();
        bool isTruncated = following.Count > page.Count;
        string? next = isTruncated && page.Count > 0 ? page[^1].Name : null;
        HttpReply reply = HttpReply.Xml(Document(context.Account.Id, page, isTruncated, next));
        return Task.FromResult(reply.With("cf-is-truncated", isTruncated ? "true" : null).With("cf-next-continuation-token", next));
    }

    private static string Document(string owner, List<Bucket> page, bool isTruncated, string? next) =>
        XmlText.Document("ListAllMyBucketsResult", xml =>
        {
            xml.Element("Buckets", list => page.ForEach(bucket => list.Element("Bucket", entry => entry
                .Element("CreationDate", bucket.Created)
                .Element("Name", bucket.Name))));
            xml.Element("Owner", who => who.Element("ID", owner).Element("DisplayName", owner));
            if (isTruncated)
            {
                xml.Element("IsTruncated", true).Element("NextContinuationToken", next);
            }
        });
}
