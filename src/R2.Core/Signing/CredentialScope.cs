using System.Globalization;

namespace R2.Signing;

/// <summary>When, where and for what a signature is good: <c>20130524/us-east-1/s3/aws4_request</c>.</summary>
internal readonly struct CredentialScope
{
    public CredentialScope(DateTimeOffset now, string region, string service)
    {
        Timestamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        (Region, Service) = (region, service);
    }

    /// <summary>Moment of signing, <c>20130524T000000Z</c>.</summary>
    public string Timestamp { get; }

    public string Region { get; }

    public string Service { get; }

    /// <summary>Day of signing, <c>20130524</c>.</summary>
    public ReadOnlySpan<char> Date => Timestamp.AsSpan(0, 8);

    public void Write(ref Utf8Writer writer)
    {
        writer.Append(Date);
        writer.Append((byte)'/');
        writer.Append(Region);
        writer.Append((byte)'/');
        writer.Append(Service);
        writer.Append("/aws4_request"u8);
    }
}
