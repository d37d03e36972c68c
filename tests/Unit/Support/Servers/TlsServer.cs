using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace R2.Unit.Support;

/// <summary>Answers every request over TLS with an empty list of buckets, with a certificate of an authority of its own.</summary>
internal sealed class TlsServer : IDisposable
{
    private const string Document = "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;

    /// <param name="host">Host name in the certificate.</param>
    public TlsServer(string host = "localhost")
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using RSA authorityKey = RSA.Create(2048);
        CertificateRequest authority = new("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(Authority, now.AddDays(-1), now.AddDays(20), [1, 2, 3, 4]);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        _certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
        _listener.Start();
        _serving = ServeAsync();
    }

    public X509Certificate2 Authority { get; }

    /// <summary>Protocols to choose from, as a server offers them; none by default.</summary>
    public List<SslApplicationProtocol> Protocols { get; init; } = [];

    /// <summary>The protocol that the last client agreed on.</summary>
    public SslApplicationProtocol Negotiated { get; private set; }

    public Uri Endpoint => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Dispose()
    {
        _closing.Cancel();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        _certificate.Dispose();
        Authority.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            await using SslStream tls = new(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = Protocols }, _closing.Token);
            Negotiated = tls.NegotiatedApplicationProtocol;
            _ = await tls.ReadAsync(new byte[64 * 1024], _closing.Token);
            await tls.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nDate: {DateTime.UtcNow:R}\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: {Document.Length}\r\n\r\n{Document}"),
                _closing.Token);
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // A client that does not trust the certificate hangs up.
        }
    }
}
