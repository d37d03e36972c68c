using System.Buffers;
using R2.Models;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>Content that is piped in for one part: each text becomes a line, as in an object.</summary>
/// <param name="upload">The part's upload.</param>
/// <param name="number">The part's number.</param>
internal sealed class GatheredPart(R2MultipartUpload upload, int number)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private Stream? _stream;
    private bool _any;
    private bool _endsInText;
    private bool _hasWarned;

    public R2MultipartUpload Upload => upload;

    public int Number => number;

    public bool Is(R2MultipartUpload other, int otherNumber) =>
        otherNumber == number && (other.BucketName, other.Key, other.UploadId) == (upload.BucketName, upload.Key, upload.UploadId);

    /// <summary>Whether an input was refused: then nothing of the part is stored.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>An input is not content.</summary>
    public void Refuse() => IsRefused = true;

    /// <summary>True once: a warning for each line would be too many.</summary>
    public bool MayWarn() => !_hasWarned && (_hasWarned = true);

    /// <exception cref="R2Exception">A stream is to be joined with something else, or the text cannot be encoded.</exception>
    public void Add(UploadContent content)
    {
        if (IsRefused)
        {
            return;
        }

        IsRefused = true;
        if (_any && (content.Stream ?? _stream) is not null)
        {
            throw new R2Exception(R2ErrorCodes.DuplicateKey, $"A stream and another input would be stored as part {number}.");
        }

        ReadOnlySpan<byte> bytes = content.ToBytes(TextEncodings.Utf8).Span;
        if (_endsInText && content.Text is not null)
        {
            _bytes.Write("\n"u8);
        }

        _bytes.Write(bytes);
        (_stream, _any, _endsInText, IsRefused) = (content.Stream, true, content.Text is not null, false);
    }

    /// <summary>A part has to say how long it is before its first byte.</summary>
    public R2Content ToContent() => _stream switch
    {
        null => R2Content.FromBytes(_bytes.WrittenMemory),
        { CanSeek: true } or { CanRead: false } => R2Content.FromStream(_stream),
        _ => throw new R2Exception(R2ErrorCodes.InvalidArgument, "The stream cannot seek, so the length of the part is unknown. Write-R2Object takes such a stream whole; or give -LiteralPath."),
    };
}
