using System.Xml.Linq;
using R2.Emulator.Errors;
using R2.Emulator.Faults;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Storage;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Objects;

/// <summary>DeleteObject and DeleteObjects. A missing key counts as deleted.</summary>
internal static class DeleteObject
{
    private const int MostKeys = 1000;

    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        return context.Bucket.Remove(context.Key, context.Request.Now)
            ? Task.FromResult(OperationContext.Empty(204))
            : throw S3Errors.ObjectLocked();
    }

    public static async Task<HttpReply> RunManyAsync(OperationContext context, CancellationToken cancellationToken)
    {
        Bucket bucket = context.Bucket;
        XElement document = XmlBody.Parse(await context.ReadDocumentAsync(cancellationToken).ConfigureAwait(false), "Delete");
        List<string> keys = document.Children("Object").Select(entry => entry.Text("Key") ?? throw S3Errors.MalformedXml()).ToList();
        if (keys.Count is 0 or > MostKeys || document.Text("Quiet") is not (null or "true" or "false"))
        {
            throw S3Errors.MalformedXml();
        }

        if (!ExpectedDigests.Read(context.Request, context.Identity).HasBodyDigest)
        {
            throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }

        ILookup<Refusal?, string> refusals = keys.ToLookup(key => RefusalOf(context, key) ?? RemoveOrRefuse(context, bucket, key));
        List<string> mine = refusals[null].ToList();

        // R2 validates Quiet but ignores it: deleted keys are always reported.
        return HttpReply.Xml(XmlText.Document("DeleteResult", xml =>
        {
            mine.ForEach(key => xml.Element("Deleted", deleted => deleted.Element("Key", key)));
            foreach ((string? key, Refusal? refusal) in refusals.Where(group => group.Key is not null).SelectMany(group => group.Select(key => (key, group.Key!))))
            {
                xml.Element("Error", error => error.Element("Key", key).Element("Code", refusal.Code).Element("Message", refusal.Message));
            }
        }));
    }

    private static Refusal? RefusalOf(OperationContext context, string key) => !Permissions.AllowsKey(context.Identity.Credential, key)
        ? new("AccessDenied", "Access Denied")
        : context.Faults.RefusalOf("DeleteObjects", key) is { } code ? new(code, FaultPlan.Message) : null;

    private static Refusal? RemoveOrRefuse(OperationContext context, Bucket bucket, string key) =>
        bucket.Remove(key, context.Request.Now) ? null : new(S3Errors.ObjectLocked().Code, S3Errors.ObjectLocked().Message);

    private sealed record Refusal(string Code, string Message);
}
