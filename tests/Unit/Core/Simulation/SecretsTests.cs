using System.Net;
using System.Text;
using R2.Models;
using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Simulation;

public sealed class SecretsTests : IDisposable
{
    private const string AccountId = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
    private const string AccessKeyId = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private const string Secret = "aaaabbbbccccddddeeeeffff0000111122223333444455556666777788889999";
    private const string Token = "and0L2V5SmhiR2NpT2lKSVV6STFOaUo5+session/token==";

    private readonly SimulationFixture _fixture = new();
    private readonly byte[] _customerKey = RecordedScenarios.Bytes(32, 99);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("r2.cloudflarestorage.com")]
    [InlineData(null)]
    public async Task Recording_HoldsNoSecretInAnyForm_EvenIfTheServerEchoesAll(string? host)
    {
        List<string> signatures = [];
        using (R2Simulation recording = R2Simulation.Record(_fixture.Recording))
        {
            EchoTransport transport = new(signatures);
            using R2Client client = new(new R2ClientOptions
            {
                Credential = new R2Credential(AccessKeyId, Secret, Token),
                AccountId = AccountId,
                Endpoint = host is null ? new Uri("http://127.0.0.1:9") : null,
                Simulation = recording,
                Transport = transport,
                Retry = new() { MaxAttempts = 1 },
            });
            SseCustomerKey key = new(_customerKey);
            foreach (HttpStatusCode status in new[] { HttpStatusCode.OK, HttpStatusCode.Forbidden })
            {
                transport.Status = status;
                await TryAsync(() => client.PutObjectAsync("bucket", "k", R2Content.FromBytes("x"u8.ToArray()), new() { SseCustomerKey = key }, Cancellation));
                await TryAsync(() => client.CopyObjectAsync("bucket", "k", "bucket", "c", new() { SourceSseCustomerKey = key, SseCustomerKey = key }, Cancellation));
                await TryAsync(() => client.ListObjectsAsync("bucket", cancellationToken: Cancellation));
                await TryAsync(() => client.HeadObjectAsync("bucket", "k", cancellationToken: Cancellation));
            }

            using HttpClient presigned = new(recording.CreateHandler(client.Endpoint, transport));
            using HttpResponseMessage answer = await presigned.GetAsync(new Uri(client.Presign("bucket", "k").Url), Cancellation);
            await answer.Content.ReadAsStringAsync(Cancellation);
        }

        Assert.Equal(9, signatures.Count);
        string[] forms = [.. new[] { AccountId, AccessKeyId, Secret, Token, Convert.ToBase64String(_customerKey) }.Concat(signatures).SelectMany(Forms), Convert.ToHexString(_customerKey)];
        foreach (string file in Directory.GetFiles(_fixture.Recording, "*", SearchOption.AllDirectories))
        {
            string text = await File.ReadAllTextAsync(file, Encoding.Latin1, Cancellation);
            Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        }

        // The forms are really there before: what the server echoed is what was searched for.
        Assert.Contains("{session-token}", _fixture.Index, StringComparison.Ordinal);
        Assert.Contains("{sse-c-key}", _fixture.Index, StringComparison.Ordinal);
        Assert.Contains("{signature}", _fixture.Index, StringComparison.Ordinal);
        Assert.Contains("{account-id}", _fixture.Index, StringComparison.Ordinal);
        Assert.DoesNotContain("authorization\"", _fixture.Index, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Set-Cookie", _fixture.Index, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret,
        Uri.EscapeDataString(secret),
        Convert.ToHexString(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
    ];

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (R2Exception)
        {
            // The answers make no sense to the client; what matters is what is written down of them.
        }
    }

    /// <summary>The worst server there is: it answers with all that the request proved itself with, in every form.</summary>
    private sealed class EchoTransport(List<string> signatures) : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string authorization = request.Headers.TryGetValues("Authorization", out IEnumerable<string>? values) ? values.Single() : "";
            string sent = authorization.Length > 0 ? authorization : request.RequestUri!.Query;
            int at = sent.IndexOf("Signature=", StringComparison.Ordinal) + "Signature=".Length;
            signatures.Add(sent.Substring(at, 64));
            string[] secrets = [.. request.Headers.SelectMany(static h => h.Value), AccountId, AccessKeyId, Token, signatures[^1]];
            string echo = string.Join('\n', secrets.SelectMany(Forms).Append(request.RequestUri!.AbsoluteUri));
            HttpResponseMessage answer = new(authorization.Length > 0 ? Status : HttpStatusCode.Forbidden)
            {
                Content = new StringContent($"<Error><Code>SignatureDoesNotMatch</Code><Message>{WebUtility.HtmlEncode(echo)}</Message></Error>"),
            };
            answer.Headers.TryAddWithoutValidation("x-echo", string.Join(' ', secrets));
            answer.Headers.TryAddWithoutValidation("Set-Cookie", "__cf_bm=secret");
            return Task.FromResult(answer);
        }
    }
}
