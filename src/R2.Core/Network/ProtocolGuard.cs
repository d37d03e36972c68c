using System.Security.Authentication;

namespace R2.Network;

/// <summary>What the first bytes of an endpoint's first response must be: TLS where it is https, and no TLS where it is http.</summary>
internal sealed class ProtocolGuard(Uri endpoint, TimeProvider time)
{
    /// <summary>How long a server may take for its first bytes of TLS. Those that expect http may wait for the end of a line that never comes.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private volatile bool _isKnown;

    /// <summary>Whether the endpoint has answered in its protocol: then there is no more to guard.</summary>
    public bool IsKnown => _isKnown;

    private bool IsTls => endpoint.Scheme == "https";

    /// <summary>
    /// Waits for the first bytes of a connection; in http, where they are those of a response, for as long as the caller does. An empty buffer waits for them, too, and takes none.
    /// </summary>
    /// <exception cref="AuthenticationException">The endpoint does not speak the protocol.</exception>
    /// <exception cref="IOException">The connection ended before it did.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, Func<Memory<byte>, CancellationToken, ValueTask<int>> read, CancellationToken cancellationToken) =>
        IsTls ? ReadTlsAsync(buffer, read, cancellationToken) : ReadPlainAsync(buffer, read, cancellationToken);

    private async ValueTask<int> ReadTlsAsync(Memory<byte> buffer, Func<Memory<byte>, CancellationToken, ValueTask<int>> read, CancellationToken cancellationToken)
    {
        string isItHttp = $"Is it http? Then the endpoint is http://{endpoint.Authority}.";
        using CancellationTokenSource patience = new(s_patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        int count;
        try
        {
            count = await read(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AuthenticationException($"No TLS answer came within {s_patience.TotalSeconds:0} s. {isItHttp}");
        }

        if (count > 0 && !IsRecord(buffer.Span[0]))
        {
            throw new AuthenticationException($"The answer is not TLS. {isItHttp}");
        }

        _isKnown |= count > 0;
        return count;
    }

    private async ValueTask<int> ReadPlainAsync(Memory<byte> buffer, Func<Memory<byte>, CancellationToken, ValueTask<int>> read, CancellationToken cancellationToken)
    {
        string isItHttps = $"Is it https? Then the endpoint is https://{endpoint.Authority}.";
        int count;
        try
        {
            count = await read(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new IOException($"{e.GetBaseException().Message}. {isItHttps}");
        }

        if (count == 0 && !buffer.IsEmpty)
        {
            throw new IOException($"The connection was closed before an answer came. {isItHttps}");
        }

        if (count > 0 && IsRecord(buffer.Span[0]))
        {
            throw new AuthenticationException($"The answer is TLS. {isItHttps}");
        }

        _isKnown |= count > 0;
        return count;
    }

    /// <summary>Records of TLS begin with their type, 21 (alert) or 22 (handshake), which no http does. https://www.rfc-editor.org/rfc/rfc8446#section-5.1</summary>
    private static bool IsRecord(byte first) => first is 21 or 22;
}
