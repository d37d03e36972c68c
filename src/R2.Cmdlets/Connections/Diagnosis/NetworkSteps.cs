using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Connections.Diagnosis;

/// <summary>Whether the endpoint can be reached: steps that need no key.</summary>
internal sealed class NetworkSteps(R2ClientOptions options, Uri endpoint, TimeSpan longest)
{
    private static readonly TimeSpan s_longestHandshake = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan s_noticeableSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_largestSkew = TimeSpan.FromMinutes(15);

    private readonly TimeSpan _patience = options.Timeout < longest ? options.Timeout : longest;

    private bool ByProxy => options.Proxy is not null;

    public async Task<StepResult> ResolveAsync(CancellationToken cancellation)
    {
        if (ByProxy)
        {
            return StepResult.Skipped($"{endpoint.Host} is resolved by the proxy");
        }

        IPAddress[] addresses = await WithinAsync(_patience, limit => Dns.GetHostAddressesAsync(endpoint.IdnHost.Trim('[', ']'), limit), cancellation).ConfigureAwait(false);
        return StepResult.Passed($"{endpoint.GetLeftPart(UriPartial.Authority)}: {string.Join(", ", addresses.Take(4).Select(static address => address.ToString()))}");
    }

    public async Task<StepResult> ConnectAsync(CancellationToken cancellation)
    {
        if (ByProxy)
        {
            return StepResult.Skipped("the proxy connects");
        }

        using TcpClient client = await OpenAsync(cancellation).ConfigureAwait(false);
        return StepResult.Passed($"connected to {client.Client.RemoteEndPoint}");
    }

    public async Task<StepResult> HandshakeAsync(CancellationToken cancellation)
    {
        if (endpoint.Scheme != "https" || ByProxy)
        {
            return StepResult.Skipped(ByProxy ? "behind the proxy; the next steps go through it" : "the endpoint is http");
        }

        using TcpClient client = await OpenAsync(cancellation).ConfigureAwait(false);
        using SslStream tls = new(client.GetStream());
        SslPolicyErrors? judged = null;
        SslClientAuthenticationOptions wanted = Tls();
        wanted.RemoteCertificateValidationCallback = (_, _, _, errors) => (judged = errors) == SslPolicyErrors.None;
        try
        {
            await WithinAsync(_patience < s_longestHandshake ? _patience : s_longestHandshake, limit => tls.AuthenticateAsClientAsync(wanted, limit), cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (judged is { } errors and not SslPolicyErrors.None)
        {
            return StepResult.Failed($"the certificate was rejected: {errors}", Remedies.For(R2ErrorCodes.TlsFailed));
        }
        catch (Exception e) when (judged is null && e is TimeoutException or IOException or AuthenticationException)
        {
            return StepResult.Failed($"{e.Message} Is it http?", $"If the server uses http, connect to http://{endpoint.Authority}; otherwise check the port and any TLS-inspecting proxy.");
        }

        using X509Certificate2 certificate = new(tls.RemoteCertificate!);
        string detail = string.Create(CultureInfo.InvariantCulture, $"{tls.SslProtocol}, certificate valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        return certificate.NotAfter.ToUniversalTime() - DateTime.UtcNow < s_soon
            ? StepResult.Warning(detail, "The certificate expires soon: make sure that the operator of the server, or of a TLS-inspecting proxy, renews it.")
            : StepResult.Passed(detail);
    }

    /// <summary>Every response has a date, even that to an unsigned request.</summary>
    public async Task<StepResult> ReadClockAsync(CancellationToken cancellation)
    {
        using HttpMessageInvoker http = new(options.CreateTransport());
        using HttpRequestMessage request = new(HttpMethod.Head, endpoint);
        using HttpResponseMessage response = await WithinAsync(_patience, limit => http.SendAsync(request, limit), cancellation).ConfigureAwait(false);
        return response.Headers.Date is { } date
            ? Judge(options.TimeProvider.GetUtcNow() - date)
            : StepResult.Warning("the response has no date", "The server is probably not R2: check the endpoint.");
    }

    internal static StepResult Judge(TimeSpan ahead)
    {
        string detail = ahead.Duration() < TimeSpan.FromSeconds(2)
            ? "agrees with the server's clock"
            : string.Create(CultureInfo.InvariantCulture, $"{ahead.Duration():d\\.hh\\:mm\\:ss} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the server's clock");
        return ahead.Duration() > s_largestSkew ? StepResult.Failed(detail, Remedies.For(R2ErrorCodes.RequestTimeTooSkewed)) with { IsObstacle = false } // The client goes by the server's clock.
            : ahead.Duration() > s_noticeableSkew ? StepResult.Warning(detail, Remedies.For(R2ErrorCodes.RequestTimeTooSkewed))
            : StepResult.Passed(detail);
    }

    private async Task<TcpClient> OpenAsync(CancellationToken cancellation)
    {
        TcpClient client = new();
        try
        {
            await WithinAsync(_patience, limit => client.ConnectAsync(endpoint.IdnHost.Trim('[', ']'), endpoint.Port, limit).AsTask(), cancellation).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> wait, CancellationToken cancellation)
    {
        Task<T>? task = null;
        await WithinAsync(patience, limit => (Task)(task = wait(limit)), cancellation).ConfigureAwait(false);
        return await task!.ConfigureAwait(false);
    }

    /// <exception cref="TimeoutException">Nothing came within the time that the connection allows.</exception>
    internal static async Task WithinAsync(TimeSpan patience, Func<CancellationToken, Task> wait, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await wait(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"No response arrived within {patience.TotalSeconds:0.#} s."));
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
