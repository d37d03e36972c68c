using System.Globalization;
using System.Text;

namespace R2.Benchmarks.Support;

/// <summary>Documents as R2 answers them.</summary>
internal static class Documents
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    /// <summary>An error with the fields that R2 sends.</summary>
    public static byte[] Error { get; } = Encoding.UTF8.GetBytes($"{Declaration}<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");

    /// <summary>A page of ListObjectsV2 with <c>encoding-type=url</c>.</summary>
    public static byte[] List(int keys)
    {
        StringBuilder text = new(Declaration);
        text.Append("""<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>backups</Name>""");
        for (int i = 0; i < keys; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Contents><Key>2026%2F11%2F{i % 28 + 1:00}%2Fdatabase%20dump-{i:00000}.tar.gz</Key><Size>{i * 7919L}</Size>");
            text.Append(CultureInfo.InvariantCulture, $"<LastModified>2026-11-22T10:{i % 60:00}:09.{i % 1000:000}Z</LastModified>");
            text.Append(CultureInfo.InvariantCulture, $"<ETag>&quot;9b2cf535f27731c974343645a398{i:x4}&quot;</ETag><StorageClass>STANDARD</StorageClass></Contents>");
        }

        text.Append("<IsTruncated>true</IsTruncated><NextContinuationToken>1a2b3c4d5e6f==</NextContinuationToken>");
        text.Append(CultureInfo.InvariantCulture, $"<MaxKeys>{keys}</MaxKeys><KeyCount>{keys}</KeyCount><EncodingType>url</EncodingType></ListBucketResult>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
