using System.Management.Automation;
using System.Text;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>What -InputObject takes: text, bytes, or a stream.</summary>
internal sealed class UploadContent
{
    private ReadOnlyMemory<byte> _bytes;

    private UploadContent()
    {
    }

    public static UploadContent Empty { get; } = new() { Text = "" };

    /// <summary>Null where it is bytes or a stream.</summary>
    public string? Text { get; private init; }

    public Stream? Stream { get; private init; }

    /// <summary>Whether there is certainly nothing in it.</summary>
    public bool IsEmpty => Stream is null ? Text is "" || (Text is null && _bytes.IsEmpty) : Stream.CanSeek && Stream.Position >= Stream.Length;

    /// <summary>What looks as if something else were meant, or null.</summary>
    public string? Warning => Stream is { CanSeek: true, Length: > 0 and var length } && Stream.Position >= length
        ? $"The stream is already at its end, position {Stream.Position} of {length} bytes, so nothing is written. Set its Position to 0 to write all of it."
        : Text?.Contains('\uFFFD', StringComparison.Ordinal) == true
            ? "The text contains U+FFFD, which decoding leaves in place of bytes that are not text: the pipeline damages the binary output of programs. "
                + "Let the program write a file and upload that file, pass its output as a stream to -InputObject, or see examples/StreamUpload.ps1."
            : null;

    /// <summary>Null where the value is nothing that can be uploaded.</summary>
    public static UploadContent? From(object? value) => Value(value) switch
    {
        string text => new UploadContent { Text = text },
        byte[] bytes => new UploadContent { _bytes = bytes },
        byte single => new UploadContent { _bytes = new[] { single } },
        Stream stream => new UploadContent { Stream = stream },
        // What Get-Content -AsByteStream leaves in a variable.
        object[] { Length: > 0 } bytes when Array.TrueForAll(bytes, static item => Value(item) is byte) =>
            new UploadContent { _bytes = Array.ConvertAll(bytes, static item => (byte)Value(item)!) },
        object[] lines when Array.TrueForAll(lines, static line => Value(line) is string) => new UploadContent { Text = string.Join('\n', lines.Select(Value)) },
        _ => null,
    };

    /// <summary>The bytes to store of text and of bytes.</summary>
    /// <exception cref="R2Exception">The encoding cannot write the text: a character would be replaced by another.</exception>
    public ReadOnlyMemory<byte> ToBytes(Encoding encoding)
    {
        try
        {
            return Text is null ? _bytes : encoding.GetBytes(Text);
        }
        catch (EncoderFallbackException e)
        {
            int character = e.CharUnknownHigh != 0 ? char.ConvertToUtf32(e.CharUnknownHigh, e.CharUnknownLow) : e.CharUnknown;
            string what = char.IsSurrogate(e.CharUnknown) ? "half of a surrogate pair" : "a character";
            throw new R2Exception("UnencodableText", $"The text has {what} (U+{character:X4}) at index {e.Index} that {encoding.WebName} cannot write.", e);
        }
    }

    private static object? Value(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
