using System.Management.Automation;
using System.Text;

namespace R2.Cmdlets.Common;

/// <summary>
/// What -InputObject takes: text (stored as UTF-8), bytes, or a stream. A type of its own, with no public constructor, so that a file that is
/// piped in does not convert to it and binds by its path instead: PowerShell tries to convert the whole object before its properties.
/// </summary>
public sealed class UploadContent
{
    private UploadContent()
    {
    }

    internal ReadOnlyMemory<byte> Bytes { get; private init; }

    internal bool IsText { get; private init; }

    internal Stream? Stream { get; private init; }

    /// <summary>Null where the value is nothing that can be uploaded.</summary>
    internal static UploadContent? From(object? value) => value switch
    {
        string text => new UploadContent { Bytes = Encoding.UTF8.GetBytes(text), IsText = true },
        byte[] bytes => new UploadContent { Bytes = bytes },
        byte single => new UploadContent { Bytes = new[] { single } },
        Stream stream => new UploadContent { Stream = stream },
        // What Get-Content -AsByteStream leaves in a variable.
        object[] { Length: > 0 } bytes when Array.TrueForAll(bytes, static item => Value(item) is byte) =>
            new UploadContent { Bytes = Array.ConvertAll(bytes, static item => (byte)Value(item)) },
        object[] lines when Array.TrueForAll(lines, static line => Value(line) is string) => From(string.Join('\n', lines.Select(Value))),
        _ => null,
    };

    private static object Value(object item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
