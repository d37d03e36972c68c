using System.Net;
using R2.Errors;
using R2.Network;
using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

/// <summary>A proxy's password is used and shown nowhere: all that a client throws, reports, counts and records is searched for it.</summary>
public sealed class ProxySecretTests : IDisposable
{
    private const string Password = "s3kret/p@ss:w&rd";

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-proxy-").FullName;
    private readonly RefusingProxy _proxy = new();

    public void Dispose()
    {
        _proxy.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("https://account.invalid")]
    [InlineData("http://account.invalid")]
    public async Task Password_InTheProxysAddress_IsSentToItAndShownNowhere(string endpoint)
    {
        List<string> shown = [];
        R2MetricCollector metrics = new();
        using (R2Simulation recording = R2Simulation.Record(Path.Combine(_folder, "rec")))
        using (R2Client client = Client(endpoint, new WebProxy(Address()), metrics, recording))
        {
            // One more than the breaker bears: the last is told of the one before.
            for (int i = 0; i < 6; i++)
            {
                R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.WithObserver(report => shown.Add(string.Join('\n', [$"{report}", .. report.RequestHeaders, report.Url])))
                    .ListBucketsAsync(cancellationToken: TestContext.Current.CancellationToken));
                shown.AddRange([e.Message, e.ToString(), .. Causes(e)]);
            }
        }

        shown.AddRange(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        using StringWriter counted = new();
        PrometheusText.Write(metrics, counted);
        shown.Add(counted.ToString());
        Assert.Contains($"joe:{Password}", _proxy.Users);
        Assert.Contains(shown, static text => text.Contains("403", StringComparison.Ordinal));
        AssertHidden(string.Join('\n', shown));
    }

    /// <summary>What .NET makes of HTTPS_PROXY, which it reads once a process, stands for the environment here; tests/Pester has the variable itself.</summary>
    [Fact]
    public void Credential_OfTheProxyItself_GoesBeforeTheAddress()
    {
        NetworkCredential own = new("own", "password");
        DiscreetProxy proxy = new(new WebProxy(Address()) { Credentials = own });
        Uri address = proxy.GetProxy(new Uri("https://account.invalid"))!;

        Assert.Equal(("", own), (address.UserInfo, proxy.Credentials!.GetCredential(address, "Basic")));
    }

    [Fact]
    public void Bypass_OfTheProxyItself_StillHolds()
    {
        DiscreetProxy proxy = new(new WebProxy(Address(), BypassOnLocal: false, ["near\\.invalid"]));

        Assert.Equal((true, false), (proxy.IsBypassed(new Uri("https://near.invalid")), proxy.IsBypassed(new Uri("https://far.invalid"))));
    }

    [Theory]
    [InlineData("proxy 'http://joe:s3kret@host:3128/' failed", "proxy 'http://host:3128/' failed")]
    [InlineData("http://joe:s3%2Fkret@host", "http://host")]
    [InlineData("//joe:s3/k@ret@host and socks5://a@b", "//host and socks5://b")]
    [InlineData("https://host/path is no user", "https://host/path is no user")]
    [InlineData("Connection refused (127.0.0.1:1)", "Connection refused (127.0.0.1:1)")]
    public void Clean_AMessageOfTheSystem_TakesTheUserOut(string message, string expected) => Assert.Equal(expected, SystemMessages.Clean(message));

    /// <summary>Should .NET know a password after all, from a proxy that is made anew for each request: no cause is kept that holds it.</summary>
    [Fact]
    public async Task Cause_WithAPassword_IsNotKept()
    {
        HttpRequestException cause = new(HttpRequestError.ProxyTunnelError, $"The proxy tunnel request to proxy '{Address()}' failed.", new IOException($"'{Address()}'"));
        using StubTransport transport = new(_ => throw cause);
        using R2Client client = Client("https://account.invalid", proxy: null, metrics: null, recording: null, transport);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.ListBucketsAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ProxyTunnelError, Assert.IsType<HttpRequestException>(e.InnerException).HttpRequestError);
        AssertHidden(e.ToString());
    }

    private static void AssertHidden(string shown)
    {
        Assert.Empty(UsedSecrets.FormsFoundIn(shown, Password));
        Assert.DoesNotContain("joe", shown, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Causes(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            yield return e.Message;
        }
    }

    private Uri Address() => new($"http://joe:{Uri.EscapeDataString(Password)}@127.0.0.1:{_proxy.Port}");

    private static R2Client Client(string endpoint, IWebProxy? proxy, R2MetricCollector? metrics, R2Simulation? recording, HttpMessageHandler? transport = null) => new(new R2ClientOptions
    {
        Credential = new R2Credential("access", "secret"),
        Endpoint = new Uri(endpoint),
        AllowInsecure = true,
        Proxy = proxy,
        Metrics = metrics,
        Simulation = recording,
        Transport = transport,
        Retry = new() { MaxAttempts = 1 },
        BreakerFailureThreshold = 5,
    });
}
