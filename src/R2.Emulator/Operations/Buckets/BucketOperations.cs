using System.Text.RegularExpressions;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Metadata;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Buckets;

/// <summary>CreateBucket, DeleteBucket, HeadBucket and GetBucketLocation.</summary>
internal static partial class BucketOperations
{
    private static readonly HashSet<string> s_locations =
        new(["", "auto", "us-east-1", "wnam", "enam", "weur", "eeur", "apac", "oc"], StringComparer.OrdinalIgnoreCase);

    public static bool IsValidName(string name) => NameShape().IsMatch(name);

    public static async Task<HttpReply> CreateAsync(OperationContext context, CancellationToken cancellationToken)
    {
        string name = context.Request.Bucket!;
        ReadOnlyMemory<byte> document = await context.ReadDocumentAsync(cancellationToken).ConfigureAwait(false);
        string? location = document.IsEmpty ? null : XmlBody.Parse(document, "CreateBucketConfiguration").Text("LocationConstraint")?.Trim();
        if (location is not null && !s_locations.Contains(location))
        {
            throw new S3Exception(400, "InvalidLocationConstraint", "The specified location constraint is not valid.");
        }

        string? hint = location is null or "" or "auto" or "us-east-1" ? null : location.ToUpperInvariant();
        string storageClass = StorageClasses.Read(context.Request);
        Bucket bucket = context.Account.Create(name, hint)
            ?? throw new S3Exception(409, "BucketConflict", "The bucket you tried to create already exists, and you own it.");
        bucket.Configure(bucket.Settings with { StorageClass = storageClass });
        return OperationContext.Empty().With("Location", $"/{name}");
    }

    public static Task<HttpReply> DeleteAsync(OperationContext context, CancellationToken cancellationToken) =>
        context.Account.Delete(context.Bucket)
            ? Task.FromResult(OperationContext.Empty(204))
            : throw new S3Exception(409, "BucketNotEmpty", "The bucket you tried to delete is not empty.");

    public static Task<HttpReply> HeadAsync(OperationContext context, CancellationToken cancellationToken)
    {
        _ = context.Bucket;
        return Task.FromResult(new HttpReply(200) { HasUnknownLength = true });
    }

    public static Task<HttpReply> LocationAsync(OperationContext context, CancellationToken cancellationToken)
    {
        string location = context.Bucket.Location ?? "auto";
        return Task.FromResult(HttpReply.Xml(XmlText.Document("LocationConstraint", xml => xml.Text(location))));
    }

    /// <summary>R2 responds 200 to a signed POST on a bucket without a known subresource.</summary>
    public static Task<HttpReply> PostAsync(OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(OperationContext.Empty());

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex NameShape();
}
