using R2.Models;

namespace R2.Xml.Documents;

/// <summary>ListBuckets, GetBucketLocation, GetBucketEncryption and CreateBucket.</summary>
internal static class BucketDocuments
{
    public static R2BucketPage ReadList(XmlBody body, string? nextToken, string? sentToken) => XmlDocuments.Read(body, "ListAllMyBucketsResult", root =>
    {
        List<R2Bucket> buckets = [];
        while (root.MoveNext())
        {
            switch (root.Name)
            {
                case "Buckets":
                    for (XmlCursor list = root.Enter(); list.MoveNext();)
                    {
                        buckets.Add(ReadBucket(list.Enter()));
                    }

                    break;
                case "ContinuationToken" or "NextContinuationToken":
                    nextToken = root.TextOrNull() ?? nextToken;
                    break;
            }
        }

        ResponseRules.CheckMovesOn(nextToken is not null, nextToken, sentToken);
        return new R2BucketPage { Buckets = buckets, NextContinuationToken = nextToken };
    });

    public static string ReadLocation(XmlBody body) => XmlDocuments.Read(body, "LocationConstraint", root => root.Label() ?? "");

    public static R2BucketEncryption ReadEncryption(XmlBody body) => XmlDocuments.Read(body, "ServerSideEncryptionConfiguration", root =>
    {
        (string? algorithm, bool bucketKey) = (null, false);
        while (root.MoveNext())
        {
            for (XmlCursor rule = root.Enter(); rule.MoveNext();)
            {
                switch (rule.Name)
                {
                    case "ApplyServerSideEncryptionByDefault":
                        for (XmlCursor byDefault = rule.Enter(); byDefault.MoveNext();)
                        {
                            algorithm = byDefault.Name == "SSEAlgorithm" ? byDefault.Label() : algorithm;
                        }

                        break;
                    case "BucketKeyEnabled":
                        bucketKey = rule.Flag();
                        break;
                }
            }
        }

        return new R2BucketEncryption { Algorithm = XmlDocuments.Required(algorithm, "SSEAlgorithm"), BucketKeyEnabled = bucketKey };
    });

    public static ReadOnlyMemory<byte> WriteCreate(string location) => XmlText.Write("CreateBucketConfiguration", xml => xml.Element("LocationConstraint", location));

    private static R2Bucket ReadBucket(XmlCursor bucket)
    {
        (string? name, DateTimeOffset? created, string? location) = (null, null, null);
        while (bucket.MoveNext())
        {
            switch (bucket.Name)
            {
                case "Name":
                    name = bucket.Label();
                    break;
                case "CreationDate":
                    created = bucket.Date();
                    break;
                case "BucketRegion" or "Location":
                    location = bucket.Label();
                    break;
            }
        }

        return new R2Bucket { BucketName = XmlDocuments.Required(name, "Name"), CreationDate = created, Location = location };
    }
}
