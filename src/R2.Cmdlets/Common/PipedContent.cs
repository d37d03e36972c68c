using R2.Transfer;

namespace R2.Cmdlets.Common;

/// <summary>What is stored under one key: a stream or bytes that are given as such, or what is piped in, where pieces of text become lines.</summary>
internal sealed class PipedContent : IDisposable
{
    private readonly PipedStream? _pipe;
    private bool _endsInText;

    /// <param name="first">The first piece.</param>
    /// <param name="moreMayCome">Whether it is piped in.</param>
    public PipedContent(UploadContent first, bool moreMayCome)
    {
        if (first.Stream is { } stream)
        {
            Source = UploadSource.FromStream(stream);
        }
        else if (moreMayCome)
        {
            Source = UploadSource.FromStream(_pipe = new PipedStream(), "pipeline");
        }
        else
        {
            Source = UploadSource.FromBytes(first.Bytes, first.IsText ? "text" : "bytes");
        }
    }

    public UploadSource Source { get; }

    /// <exception cref="R2Exception">A stream is to be joined with something else.</exception>
    public void Add(UploadContent content, Action<Task> wait)
    {
        if (_pipe is null || content.Stream is not null)
        {
            throw new R2Exception("DuplicateKey", "A stream and another input would be stored under one key.");
        }

        if (_endsInText && content.IsText)
        {
            _pipe.Add("\n"u8.ToArray(), wait);
        }

        _pipe.Add(content.Bytes, wait);
        _endsInText = content.IsText;
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete(Action<Task> wait) => _pipe?.Complete(wait);

    /// <summary>The upload is over, well or badly: what still comes is not waited for.</summary>
    public void Dispose() => _pipe?.Dispose();
}
