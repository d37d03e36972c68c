using System.Collections;
using System.Management.Automation.Provider;
using System.Text;
using R2.Cmdlets.Transfers.Content;
using R2.Models;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>How the content of an object is to be read.</summary>
internal sealed record ReadingOptions(bool Raw, bool Bytes, Encoding? Encoding);

/// <summary>An object as Get-Content reads it: lines or bytes while they arrive, or all at once. The end is only told where all of it is what is stored.</summary>
internal sealed class ObjectReader(R2DriveInfo drive, DriveRun run, R2ObjectContent opened, ReadingOptions options, Action<string> warn) : IContentReader
{
    private const int LinesAtOnce = 512;
    private const int BlockSize = 64 * 1024;

    private readonly Queue<string> _lines = [];
    private TextReader? _text;
    private NotedFallback? _damage;
    private byte[] _block = [];
    private int _next;
    private bool _isOver;
    private bool _isClosed;

    public IList Read(long readCount)
    {
        try
        {
            return (options.Bytes, options.Raw) switch
            {
                _ when _isOver => Array.Empty<object>(),
                (true, true) => ReadAll(),
                (true, false) => ReadBytes(readCount),
                (false, true) => ReadText(),
                _ => ReadLines(readCount),
            };
        }
        catch (R2Exception exception)
        {
            throw DriveErrors.WithRecord(exception);
        }
    }

    public void Seek(long offset, SeekOrigin origin) =>
        throw DriveErrors.WithRecord(new R2Exception("DriveNotSupported", "Content in R2 is read from its beginning: Read-R2Object -Range reads a part of it."));

    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            drive.Open.Remove(run);
            opened.Dispose();
            run.Dispose();
        }
    }

    public void Dispose() => Close();

    private object[] ReadAll()
    {
        _isOver = true;
        return [run.Do(cancellation => ObjectBytes.ReadAllAsync(opened.Content, Length(), cancellation))];
    }

    private List<object> ReadBytes(long count)
    {
        List<object> bytes = [];
        while (count <= 0 || bytes.Count < count)
        {
            if (_next == _block.Length)
            {
                byte[] block = new byte[BlockSize];
                int read = run.Do(cancellation => opened.Content.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellation).AsTask());
                (_block, _next) = (block[..read], 0);
                if (read == 0)
                {
                    _isOver = true;
                    break;
                }
            }

            bytes.Add(_block[_next++]);
        }

        return bytes;
    }

    private object[] ReadText()
    {
        _isOver = true;
        byte[] bytes = run.Do(cancellation => ObjectBytes.ReadAllAsync(opened.Content, Length(), cancellation));
        return bytes.Length == 0 ? [] : [new StoredText(opened.Info, options.Encoding, warn).Decode(bytes, isRange: false)];
    }

    private List<object> ReadLines(long count)
    {
        List<object> lines = [];
        while (count <= 0 || lines.Count < count)
        {
            if (_lines.Count == 0)
            {
                run.Do(FillAsync);
                if (_lines.Count == 0)
                {
                    _isOver = true;
                    Warn();
                    break;
                }
            }

            lines.Add(_lines.Dequeue());
        }

        return lines;
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        _text ??= await OpenTextAsync(cancellation).ConfigureAwait(false);
        while (_lines.Count < LinesAtOnce && await _text.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    private async Task<TextReader> OpenTextAsync(CancellationToken cancellation)
    {
        StoredText stored = new(opened.Info, options.Encoding, warn);
        if (opened.Info.ContentEncoding is { Length: > 0 })
        {
            // Whether what is compressed is whole is known when all of it is there.
            return new StringReader(stored.Decode(await ObjectBytes.ReadAllAsync(opened.Content, Length(), cancellation).ConfigureAwait(false), isRange: false));
        }

        Encoding encoding = (Encoding)stored.Encoding.Clone();
        encoding.DecoderFallback = _damage = new NotedFallback();
        return new StreamReader(opened.Content, encoding, detectEncodingFromByteOrderMarks: true, BlockSize, leaveOpen: true);
    }

    private void Warn()
    {
        if (_damage?.IsUsed == true)
        {
            warn($"'{opened.Info.BucketName}/{opened.Info.Key}' has bytes that are not {_text switch { StreamReader reader => reader.CurrentEncoding.WebName, _ => "text" }}; they became U+FFFD. Name the right encoding with -Encoding, or read it with -AsByteStream.");
        }
    }

    private long Length() => opened.ContentLength <= Array.MaxLength
        ? opened.ContentLength
        : throw new R2Exception("ObjectTooLarge", $"It has {opened.ContentLength:N0} bytes; one text or array can hold at most {Array.MaxLength:N0}.") { BucketName = opened.Info.BucketName, Key = opened.Info.Key };

    /// <summary>U+FFFD for what is no text, and a note that there was some.</summary>
    private sealed class NotedFallback : DecoderFallback
    {
        public bool IsUsed { get; private set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

        private sealed class Buffer(NotedFallback owner) : DecoderFallbackBuffer
        {
            private int _left;

            public override int Remaining => _left;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                owner.IsUsed = true;
                _left = 1;
                return true;
            }

            public override char GetNextChar() => _left-- > 0 ? '\uFFFD' : '\0';

            public override bool MovePrevious() => false;

            public override void Reset() => _left = 0;
        }
    }
}
