namespace R2.Signing;

/// <summary>When, where and for what a signature is good: <c>20130524/us-east-1/s3/aws4_request</c>.</summary>
internal readonly struct CredentialScope
{
    public CredentialScope(DateTimeOffset now, string region, string service)
    {
        Timestamp = string.Create(16, now.UtcDateTime, WriteTimestamp);
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

    private static void WriteTimestamp(Span<char> text, DateTime utc)
    {
        WriteNumber(text[..4], utc.Year);
        WriteNumber(text[4..6], utc.Month);
        WriteNumber(text[6..8], utc.Day);
        text[8] = 'T';
        WriteNumber(text[9..11], utc.Hour);
        WriteNumber(text[11..13], utc.Minute);
        WriteNumber(text[13..15], utc.Second);
        text[15] = 'Z';
    }

    private static void WriteNumber(Span<char> digits, int number)
    {
        for (int i = digits.Length - 1; i >= 0; i--, number /= 10)
        {
            digits[i] = (char)('0' + (number % 10));
        }
    }
}
