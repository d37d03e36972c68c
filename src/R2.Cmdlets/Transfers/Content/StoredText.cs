using System.Net.Http.Headers;
using System.Text;
using R2.Models;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>The text of a stored object: without its Content-Encoding, in the charset that a byte order mark, -Encoding or its Content-Type names, otherwise in UTF-8.</summary>
/// <param name="info">What is known of the object.</param>
/// <param name="given">-Encoding, or null.</param>
/// <param name="warn">Called where the text is not exactly what is stored.</param>
internal sealed class StoredText(R2ObjectInfo info, Encoding? given, Action<string> warn)
{
    /// <summary>Those that a byte order mark tells, the longer marks first: that of UTF-32 begins as that of UTF-16.</summary>
    private static readonly Encoding[] s_marked =
        [.. new[] { "utf32", "bigendianutf32", "utf8BOM", "unicode", "bigendianunicode" }.Select(static name => TextEncodings.Find(name)!)];

    /// <summary>The encoding of text that no byte order mark tells of.</summary>
    public Encoding Encoding => given ?? OfContentType() ?? TextEncodings.Utf8;

    private string Address => $"{info.BucketName}/{info.Key}";

    /// <param name="bytes">The bytes as they are stored.</param>
    /// <param name="isRange">Whether they are only some of them.</param>
    /// <exception cref="R2Exception">They are not in the Content-Encoding that the object has.</exception>
    public string Decode(ReadOnlyMemory<byte> bytes, bool isRange)
    {
        ReadOnlySpan<byte> plain = Decompress(bytes, isRange).Span;
        foreach (Encoding marked in s_marked)
        {
            if (plain.StartsWith(marked.Preamble))
            {
                return Decode(plain[marked.Preamble.Length..], marked);
            }
        }

        return Decode(plain, Encoding);
    }

    private string Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            warn($"'{Address}' has bytes that are not {encoding.WebName}, the first of them at offset {e.Index}; they became U+FFFD. Name the right encoding with -Encoding, or read it with -AsByteStream.");
            Encoding lenient = (Encoding)encoding.Clone();
            lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
            return lenient.GetString(bytes);
        }
    }

    private Encoding? OfContentType()
    {
        if (!MediaTypeHeaderValue.TryParse(info.ContentType, out MediaTypeHeaderValue? type) || type.CharSet?.Trim('"', ' ') is not { Length: > 0 } charset)
        {
            return null;
        }

        Encoding? encoding = TextEncodings.Find(charset);
        if (encoding is null)
        {
            warn($"'{Address}' has the unknown charset '{charset}' in its Content-Type, and was read as UTF-8. Name the right encoding with -Encoding.");
        }

        return encoding;
    }

    /// <summary>The encodings were applied in the order in which they are listed. https://www.rfc-editor.org/rfc/rfc9110#section-8.4</summary>
    private ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> bytes, bool isRange)
    {
        foreach (string name in Enumerable.Reverse((info.ContentEncoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? decompress = name.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => Compressed.FromGzip,
                "br" => Compressed.FromBrotli,
                "deflate" => Compressed.FromZlib,
                _ => null,
            };
            if (decompress is not null)
            {
                bytes = isRange ? throw Undecodable($"is stored compressed ({name}); a range of it cannot be decoded as text", null) : Decompress(bytes, name, decompress);
            }
            else if (name.ToLowerInvariant() is not ("identity" or "aws-chunked"))
            {
                warn($"'{Address}' has the unknown Content-Encoding '{name}'; its bytes were read as they are.");
                return bytes;
            }
        }

        return bytes;
    }

    private ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> bytes, string name, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> decompress)
    {
        try
        {
            // .NET's compressors make nothing of nothing.
            return bytes.IsEmpty ? bytes : decompress(bytes);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Undecodable($"has the Content-Encoding '{name}', but its bytes are not valid {name}, or are cut short", e);
        }
    }

    private R2Exception Undecodable(string reason, Exception? cause) => new("UndecodableContent", $"'{Address}' {reason}.", cause) { BucketName = info.BucketName, Key = info.Key };
}
