using System.Net.Sockets;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Http;

/// <summary>Socket of one client with a read-ahead buffer: the head is split off, and the body is read directly from the socket.</summary>
internal sealed class SocketChannel : IDisposable
{
    private const int MaximumHeadBytes = 64 * 1024;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[MaximumHeadBytes];
    private int _start;
    private int _end;

    public SocketChannel(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    /// <summary>The bytes up to the blank line; empty if the client closed the connection between two requests.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SkipLeadingLineBreaks();
            int length = _buffer.AsSpan(_start.._end).IndexOf("\r\n\r\n"u8);
            if (length >= 0)
            {
                Memory<byte> head = _buffer.AsMemory(_start, length + 2);
                _start += length + 4;
                return head;
            }

            Compact();
            int read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _start == _end ? default : throw new ConnectionDroppedException("The client disconnected in the middle of a request head.");
            }

            _end += read;
        }
    }

    /// <summary>Reads body bytes: first those read ahead, then from the socket.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int ahead = Math.Min(_end - _start, destination.Length);
        if (ahead == 0)
        {
            return _socket.ReceiveAsync(destination, SocketFlags.None, cancellationToken);
        }

        _buffer.AsMemory(_start, ahead).CopyTo(destination);
        _start += ahead;
        return ValueTask.FromResult(ahead);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            int sent = await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }

    /// <summary>Returns when the client has closed its side, and throws if it resets the connection; discards what it sends until then.</summary>
    public async Task WaitUntilClosedAsync(CancellationToken cancellationToken)
    {
        do
        {
            (_start, _end) = (0, 0);
        }
        while (await _socket.ReceiveAsync(_buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false) > 0);
    }

    /// <summary>Shuts down the sending side and discards what the client sends, until it has closed its side.</summary>
    public async Task EndAnswersAsync(long mostBytes, CancellationToken cancellationToken)
    {
        _socket.Shutdown(SocketShutdown.Send);
        for (int read = 1; read > 0 && mostBytes > 0; mostBytes -= read)
        {
            (_start, _end) = (0, 0);
            read = await _socket.ReceiveAsync(_buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection with a reset, so that the client sees a broken connection and not a clean end.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The socket is closed already, as intended.
        }

        _socket.Dispose();
    }

    public void Dispose()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client closed first.
        }

        _socket.Dispose();
    }

    private void SkipLeadingLineBreaks()
    {
        while (_start < _end && _buffer[_start] is (byte)'\r' or (byte)'\n' && _end - _start >= 2)
        {
            _start++;
        }
    }

    private void Compact()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            throw new MalformedRequestException("The request head is too large.");
        }
    }
}
