using R2.Emulator.Http.Messages;
using R2.Emulator.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Listing;

/// <summary>ListObjects (version 1) and ListObjectsV2.</summary>
internal static class ListObjects
{
    public static Task<HttpReply> RunAsync(OperationContext context, CancellationToken cancellationToken)
    {
        QueryList query = context.Request.Query;
        bool isV2 = query["list-type"] == "2";
        Func<string, string> encode = PageSize.Encoder(query);
        PageSize size = PageSize.Read(query["max-keys"], context.Limits, "max-keys");
        Bucket bucket = context.Bucket;
        string prefix = KeyOrder.Identity(query["prefix"] ?? string.Empty);
        ListStart start = StartOf(query, isV2, prefix);

        // With max-keys=0 R2 still reports whether there are any keys.
        ListPage<StoredObject> page = bucket.Walk(index => KeyLister.List(index, prefix, query["delimiter"], start, size.Effective, key => key));
        string? owner = isV2 && query["fetch-owner"] == "true" ? context.Account.Id : null;
        return Task.FromResult(HttpReply.Xml(XmlText.Document("ListBucketResult", xml =>
        {
            xml.Element("Name", bucket.Name);
            page.Items.ForEach(stored => WriteEntry(xml, stored, encode, owner));
            xml.Element("IsTruncated", page.IsTruncated);
            page.Prefixes.ForEach(group => xml.Element("CommonPrefixes", entry => entry.Element("Prefix", encode(group))));
            xml.Element("Prefix", encode(query["prefix"] ?? string.Empty))
                .Element("Delimiter", query["delimiter"] is { } delimiter ? encode(delimiter) : null);
            WritePosition(xml, query, isV2, page, encode);
            xml.Element("MaxKeys", size.Asked);
            if (isV2)
            {
                xml.Element("KeyCount", page.Count);
            }

            xml.Element("EncodingType", query["encoding-type"]);
        })));
    }

    private static ListStart StartOf(QueryList query, bool isV2, string prefix)
    {
        if (isV2)
        {
            return query["continuation-token"] is { Length: > 0 } token
                ? ListStart.FromToken(token)
                : query["start-after"] is { } after ? ListStart.After(KeyOrder.Identity(after)) : ListStart.Beginning;
        }

        if (query["marker"] is not { Length: > 0 } marker)
        {
            return ListStart.Beginning;
        }

        // NextMarker can be a common prefix; the next page begins after all its keys.
        marker = KeyOrder.Identity(marker);
        bool isGroup = query["delimiter"] is { Length: > 0 } delimiter
            && marker.StartsWith(prefix, StringComparison.Ordinal)
            && marker.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at
            && at == marker.Length - delimiter.Length;
        return isGroup ? ListStart.AfterPrefix(marker) : ListStart.After(marker);
    }

    private static void WriteEntry(XmlText xml, StoredObject stored, Func<string, string> encode, string? owner) =>
        xml.Element("Contents", entry =>
        {
            entry.Element("Key", encode(stored.Key))
                .Element("Size", stored.Size)
                .Element("LastModified", stored.LastModified)
                .Element("ETag", $"\"{stored.ETag}\"")
                .Element("StorageClass", stored.Attributes.StorageClass);
            if (owner is not null)
            {
                entry.Element("Owner", who => who.Element("ID", owner).Element("DisplayName", owner));
            }
        });

    private static void WritePosition(XmlText xml, QueryList query, bool isV2, ListPage<StoredObject> page, Func<string, string> encode)
    {
        bool hasNext = page.IsTruncated && page.Last is not null;
        if (isV2)
        {
            xml.Element("StartAfter", query["start-after"] is { } after ? encode(after) : null)
                .Element("ContinuationToken", query["continuation-token"])
                .Element("NextContinuationToken", hasNext ? ListStart.Token(page) : null);
            return;
        }

        xml.Element("Marker", encode(query["marker"] ?? string.Empty)).Element("NextMarker", hasNext ? encode(page.Last!) : null);
    }
}
