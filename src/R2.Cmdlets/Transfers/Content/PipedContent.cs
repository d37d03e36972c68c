using System.Text;

namespace R2.Cmdlets.Transfers.Content;

/// <summary>What is stored under one key: a given stream or bytes, or piped input, of which each text becomes a line.</summary>
internal sealed class PipedContent : IDisposable
{
    private readonly Encoding _encoding;
    private readonly PipedStream? _pipe;
    private bool _endsInText;
    private bool _isEmpty = true;
    private bool _hasWarned;
    private bool _isOver;

    /// <param name="first">The first input.</param>
    /// <param name="moreMayCome">Whether it is piped in.</param>
    /// <param name="encoding">Encoding of text; its byte order mark, if it has one, begins an object that begins with text.</param>
    /// <exception cref="R2Exception">The encoding cannot write the text.</exception>
    public PipedContent(UploadContent first, bool moreMayCome, Encoding encoding)
    {
        _encoding = encoding;
        if (first.Stream is { } stream)
        {
            Source = R2Content.FromStream(stream);
        }
        else if (moreMayCome)
        {
            Source = R2Content.FromStream(_pipe = new PipedStream(), "pipeline");
        }
        else
        {
            Source = R2Content.FromBytes(Marked(first), first.Text is null ? "bytes" : "text");
        }
    }

    public R2Content Source { get; }

    /// <summary>Whether more of it may come, piece by piece.</summary>
    public bool TakesPieces => _pipe is not null;

    /// <summary>As <see cref="Add(UploadContent, Action{Task})"/>, of one byte.</summary>
    public void Add(byte piece, Action<Task> wait)
    {
        _pipe!.Add(piece, wait);
        (_endsInText, _isEmpty) = (false, false);
    }

    /// <exception cref="R2Exception">A stream is to be joined with something else, or the encoding cannot write the text.</exception>
    public void Add(UploadContent content, Action<Task> wait)
    {
        if (_pipe is null || content.Stream is not null)
        {
            throw new R2Exception(R2ErrorCodes.DuplicateKey, "A stream and another input would be stored under one key.");
        }

        ReadOnlyMemory<byte> bytes = _isEmpty ? Marked(content) : content.ToBytes(_encoding);
        if (_endsInText && content.Text is not null)
        {
            _pipe.Add(_encoding.GetBytes("\n"), wait);
        }

        _pipe.Add(bytes, wait);
        (_endsInText, _isEmpty) = (content.Text is not null, false);
    }

    /// <summary>Ends the upload with an error, and nothing is stored.</summary>
    /// <returns>False where the upload is over, or reads something else, and so cannot tell the error.</returns>
    public bool Fail(Exception exception)
    {
        if (Volatile.Read(ref _isOver) || _pipe is null)
        {
            return false;
        }

        _pipe.Fail(exception);
        return true;
    }

    /// <summary>True once: a warning for each line would be too many.</summary>
    public bool MayWarn() => !_hasWarned && (_hasWarned = true);

    /// <summary>Nothing more comes.</summary>
    public void Complete(Action<Task> wait) => _pipe?.Complete(wait);

    /// <summary>The upload is over, well or badly: what still comes is not waited for.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        _pipe?.Dispose();
    }

    private ReadOnlyMemory<byte> Marked(UploadContent first) =>
        first.Text is not null && _encoding.Preamble.Length > 0 ? (byte[])[.. _encoding.Preamble, .. first.ToBytes(_encoding).Span] : first.ToBytes(_encoding);
}
