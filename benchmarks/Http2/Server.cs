using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace R2.Http2Benchmark;

/// <summary>Kestrel over TLS, with HTTP/1.1 and HTTP/2: takes what it gets, and gives what is asked for, by the shortest answer that the client accepts.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly byte[] s_block = new byte[1 << 20];

    private readonly WebApplication _application;
    private readonly X509Certificate2 _authority;

    private Server(WebApplication application, X509Certificate2 authority) => (_application, _authority) = (application, authority);

    public R2ClientOptions Options => new()
    {
        Credential = new R2Credential("access", "secret"),
        Endpoint = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)),
        CertificateAuthorities = [_authority],
    };

    public static async Task<Server> StartAsync()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync().ConfigureAwait(false);
        return new Server(application, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _authority.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.ETag = "\"00000000000000000000000000000000\"";
        context.Response.Headers.LastModified = "Sun, 22 Nov 2026 12:00:00 GMT";
        await context.Request.Body.CopyToAsync(Stream.Null).ConfigureAwait(false);
        string path = context.Request.Path.Value!;
        int mebibytes = path.Contains("/large", StringComparison.Ordinal) ? int.Parse(path[(path.IndexOf("/large", StringComparison.Ordinal) + 6)..], CultureInfo.InvariantCulture) : 0;
        context.Response.ContentLength = (long)mebibytes << 20;
        for (int i = 0; i < mebibytes; i++)
        {
            await context.Response.Body.WriteAsync(s_block).ConfigureAwait(false);
        }
    }
}
