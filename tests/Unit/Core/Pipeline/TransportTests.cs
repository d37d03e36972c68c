using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using R2.Diagnostics;
using R2.Network;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

public sealed class TransportTests
{
    private static readonly R2Credential s_credential = new("access", "secret");

    [Fact]
    public void Tls_IsOfVersion12OrLater() => Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, Transport.Tls(null).EnabledSslProtocols);

    [Fact]
    public async Task Certificate_OfAnUnknownAuthority_IsRefused()
    {
        using TlsServer server = new();

        Assert.Equal(R2ErrorCodes.TlsFailed, (await Assert.ThrowsAsync<R2Exception>(() => ListAsync(server.Endpoint))).Code);
    }

    [Fact]
    public async Task Certificate_OfTheAuthorityGiven_IsTrusted()
    {
        using TlsServer server = new();

        await ListAsync(server.Endpoint, [server.Authority]);
    }

    [Fact]
    public async Task Certificate_ForAnotherHost_IsRefusedEvenOfTheAuthorityGiven()
    {
        using TlsServer server = new("elsewhere.example");

        Assert.Equal(R2ErrorCodes.TlsFailed, (await Assert.ThrowsAsync<R2Exception>(() => ListAsync(server.Endpoint, [server.Authority]))).Code);
    }

    [Fact]
    public async Task Certificate_OfAnotherAuthority_IsRefused()
    {
        using TlsServer server = new();
        using TlsServer other = new();

        Assert.Equal(R2ErrorCodes.TlsFailed, (await Assert.ThrowsAsync<R2Exception>(() => ListAsync(server.Endpoint, [other.Authority]))).Code);
    }

    /// <summary>A signed request is for the one host that it was signed for.</summary>
    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task Redirect_IsNotFollowed(string status)
    {
        using TcpListener elsewhere = new(IPAddress.Loopback, 0);
        elsewhere.Start();
        using CannedServer server = new(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nLocation: http://{elsewhere.LocalEndpoint}/\r\nContent-Length: 0\r\n\r\n"));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ListAsync(new Uri(server.Endpoint)));

        Assert.Equal(status[..3], $"{(int?)e.StatusCode}");
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task Proxy_IsGoneThrough()
    {
        const string Document = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";
        using CannedServer proxy = new(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Document.Length}\r\n\r\n{Document}"));

        // The name cannot be resolved: only the proxy can have answered.
        await ListAsync(new Uri("http://storage.invalid"), proxy: new WebProxy(proxy.Endpoint));
    }

    [Fact]
    public void ThisMachine_IsReachedWithoutTheEnvironmentsProxy()
    {
        R2ClientOptions options = new() { Credential = s_credential };
        using SocketsHttpHandler near = Transport.CreateNetwork(options, new Uri("http://127.0.0.1:9000"), new ClientTelemetry(null, new Uri("http://127.0.0.1:9000")), options.PoolIdleTimeout, 1);
        using SocketsHttpHandler far = Transport.CreateNetwork(options, new Uri("https://example.com"), new ClientTelemetry(null, new Uri("https://example.com")), options.PoolIdleTimeout, 1);

        Assert.Equal((false, true), (near.UseProxy, far.UseProxy));
    }

    [Fact]
    public async Task Https_ToAServerOfHttp_SaysSoAtOnce()
    {
        using CannedServer server = new("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ListAsync(new Uri(server.Endpoint.Replace("http:", "https:", StringComparison.Ordinal))));

        Assert.Equal((R2ErrorCodes.TlsFailed, 1, false), (e.Code, e.Attempts, e.IsRetryable));
        Assert.Contains($"Is it http? Then the endpoint is {server.Endpoint}.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_ToAServerThatWaitsForALine_SaysSoAfterSeconds()
    {
        ManualTime time = new();
        ProtocolGuard guard = new(new Uri("https://127.0.0.1:9000"), time);
        Task<int> reading = guard.ReadAsync(new byte[1], static async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return 0;
        }, CancellationToken.None).AsTask();

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        AuthenticationException e = await Assert.ThrowsAsync<AuthenticationException>(() => reading);
        Assert.Equal("No TLS answer came within 5 s. Is it http? Then the endpoint is http://127.0.0.1:9000.", e.Message);
    }

    [Fact]
    public async Task Http_ToAServerOfHttps_SaysSoAtOnce()
    {
        // A fatal alert, unexpected_message, as OpenSSL sends it.
        using CannedServer server = new([21, 3, 1, 0, 2, 2, 10]);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ListAsync(new Uri(server.Endpoint)));

        Assert.Equal((R2ErrorCodes.TlsFailed, 1), (e.Code, e.Attempts));
        Assert.Contains($"Is it https? Then the endpoint is {server.Endpoint.Replace("http:", "https:", StringComparison.Ordinal)}.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_ToAServerOfHttpsThatHangsUp_AsksWhetherItIsHttps()
    {
        using TlsServer server = new();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => ListAsync(new Uri($"http://localhost:{server.Endpoint.Port}")));

        Assert.Equal(R2ErrorCodes.ConnectionFailed, e.Code);
        Assert.Contains($"Is it https? Then the endpoint is https://localhost:{server.Endpoint.Port}.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The server chooses; it is asked only where somebody wants it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2_IsOfferedWhereAskedFor(bool asked)
    {
        using TlsServer server = new() { Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] };
        R2ClientOptions options = new()
        {
            Credential = s_credential,
            Endpoint = server.Endpoint,
            CertificateAuthorities = [server.Authority],
            UseHttp2 = asked,
            Retry = new() { MaxAttempts = 1 },
        };
        using R2Client client = new(options);

        // It cannot speak HTTP/2, and hangs up.
        Exception? e = await Record.ExceptionAsync(() => client.ListBucketsAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((asked, asked), (e is R2Exception, server.Negotiated == SslApplicationProtocol.Http2));
    }

    private static async Task ListAsync(Uri endpoint, X509Certificate2Collection? authorities = null, IWebProxy? proxy = null)
    {
        using R2Client client = new(new R2ClientOptions
        {
            Credential = s_credential,
            Endpoint = endpoint,
            AllowInsecure = true,
            CertificateAuthorities = authorities,
            Proxy = proxy,
        });
        await client.ListBucketsAsync(cancellationToken: TestContext.Current.CancellationToken);
    }
}
