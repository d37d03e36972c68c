using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using R2.Cmdlets.Common;

namespace R2.Cmdlets.Testing;

/// <summary>Whether the endpoint can be reached: steps that need no key.</summary>
internal sealed class NetworkSteps(R2ClientOptions options, Uri endpoint)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan s_noticeableSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_largestSkew = TimeSpan.FromMinutes(15);

    private bool ByProxy => options.Proxy is not null;

    public async Task<Finding> ResolveAsync(CancellationToken cancellation)
    {
        if (ByProxy)
        {
            return Finding.Skipped("the proxy resolves the name");
        }

        IPAddress[] addresses = await Dns.GetHostAddressesAsync(endpoint.IdnHost.Trim('[', ']'), cancellation).ConfigureAwait(false);
        return Finding.Passed($"{endpoint.Host} is {string.Join(", ", addresses.Take(4).Select(static address => address.ToString()))}");
    }

    public async Task<Finding> ConnectAsync(CancellationToken cancellation)
    {
        if (ByProxy)
        {
            return Finding.Skipped("the proxy connects");
        }

        using TcpClient client = await OpenAsync(cancellation).ConfigureAwait(false);
        return Finding.Passed($"connected to {client.Client.RemoteEndPoint}");
    }

    public async Task<Finding> HandshakeAsync(CancellationToken cancellation)
    {
        if (endpoint.Scheme != "https" || ByProxy)
        {
            return Finding.Skipped(ByProxy ? "behind the proxy; the next steps go through it" : "the endpoint is http");
        }

        using TcpClient client = await OpenAsync(cancellation).ConfigureAwait(false);
        using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(Tls(), cancellation).ConfigureAwait(false);
        using X509Certificate2 certificate = new(tls.RemoteCertificate!);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{tls.SslProtocol}, certificate good until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        return certificate.NotAfter.ToUniversalTime() - DateTime.UtcNow < s_soon
            ? Finding.Warning(detail, "The certificate ends soon: see whether whoever runs the server, or what opens TLS in between, renews it.")
            : Finding.Passed(detail);
    }

    /// <summary>Any answer has a date, that to an unsigned request too.</summary>
    public async Task<Finding> ReadClockAsync(CancellationToken cancellation)
    {
        using HttpClient http = new(options.CreateTransport()) { Timeout = s_patience };
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint);
        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        return answer.Headers.Date is { } date
            ? Judge(options.TimeProvider.GetUtcNow() - date)
            : Finding.Warning("the answer has no date", "What answers is hardly R2: check the endpoint.");
    }

    internal static Finding Judge(TimeSpan ahead)
    {
        string detail = ahead.Duration() < TimeSpan.FromSeconds(2)
            ? "as the server's"
            : string.Create(CultureInfo.InvariantCulture, $"{ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the server's");
        return ahead.Duration() > s_largestSkew ? Finding.Failed(detail, Remedies.For("RequestTimeTooSkewed"))
            : ahead.Duration() > s_noticeableSkew ? Finding.Warning(detail, Remedies.For("RequestTimeTooSkewed"))
            : Finding.Passed(detail);
    }

    private async Task<TcpClient> OpenAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_patience);
        TcpClient client = new();
        try
        {
            await client.ConnectAsync(endpoint.IdnHost.Trim('[', ']'), endpoint.Port, patience.Token).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Tls()
    {
        SslClientAuthenticationOptions tls = new() { TargetHost = endpoint.IdnHost, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (options.CertificateAuthorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return tls;
    }
}
