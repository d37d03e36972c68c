using System.Management.Automation;
using System.Text;

namespace R2.Cmdlets.Common;

/// <summary>
/// What -InputObject takes: text, bytes, or a stream. A type of its own, with no public constructor, so that a file that is
/// piped in does not convert to it and binds by its path instead: PowerShell tries to convert the whole object before its properties.
/// </summary>
public sealed class UploadContent
{
    private ReadOnlyMemory<byte> _bytes;

    private UploadContent()
    {
    }

    /// <summary>Null where it is bytes or a stream.</summary>
    internal string? Text { get; private init; }

    internal Stream? Stream { get; private init; }

    /// <summary>Null where the value is nothing that can be uploaded.</summary>
    internal static UploadContent? From(object? value) => value switch
    {
        string text => new UploadContent { Text = text },
        byte[] bytes => new UploadContent { _bytes = bytes },
        byte single => new UploadContent { _bytes = new[] { single } },
        Stream stream => new UploadContent { Stream = stream },
        // What Get-Content -AsByteStream leaves in a variable.
        object[] { Length: > 0 } bytes when Array.TrueForAll(bytes, static item => Value(item) is byte) =>
            new UploadContent { _bytes = Array.ConvertAll(bytes, static item => (byte)Value(item)) },
        object[] lines when Array.TrueForAll(lines, static line => Value(line) is string) => From(string.Join('\n', lines.Select(Value))),
        _ => null,
    };

    /// <summary>The bytes to store of text and of bytes.</summary>
    /// <exception cref="R2Exception">The encoding cannot write the text: a character would be replaced by another.</exception>
    internal ReadOnlyMemory<byte> ToBytes(Encoding encoding)
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

    private static object Value(object item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
