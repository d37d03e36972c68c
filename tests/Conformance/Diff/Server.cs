using System.Net;
using System.Security.Cryptography;
using System.Text;
using R2.Requests;
using R2.Signing;

namespace R2.Conformance.Diff;

/// <summary>One of the two servers, and what was captured from its answers.</summary>
/// <param name="endpoint">Its endpoint.</param>
/// <param name="accessKeyId">Access key id.</param>
/// <param name="secretAccessKey">Secret access key.</param>
/// <param name="attempts">How often a request is sent at most, where the connection breaks before an answer.</param>
internal sealed class Server(Uri endpoint, string accessKeyId, string secretAccessKey, int attempts) : IDisposable
{
    // A connection for each request: no answer can suffer from what the request before it left behind.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.Zero,
    });

    private readonly Dictionary<string, string> _captured = [];

    public async Task<Answer> SendAsync(DiffRequest request, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(request, cancellationToken);
            }
            catch (HttpRequestException e) when (attempt >= attempts)
            {
                return Answer.None(e);
            }
            catch (HttpRequestException)
            {
                // Once more.
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendOnceAsync(DiffRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = ToMessage(request);
        Authenticate(message, request);
        request.Tamper?.Invoke(message);
        using HttpResponseMessage response = await _http.SendAsync(message, cancellationToken);
        Answer answer = await AnswerReader.ReadAsync(response, cancellationToken);
        foreach ((string name, string from) in request.Captures)
        {
            _captured[name] = answer.Find(from) ?? "not-captured";
        }

        return answer;
    }

    private HttpRequestMessage ToMessage(DiffRequest request)
    {
        byte[] body = request.Content is { } bytes ? Fill(bytes) : [];
        HttpRequestMessage message = new(new HttpMethod(request.Method), S3Uri.Verbatim(endpoint.AbsoluteUri.TrimEnd('/') + Fill(request.Target)));
        if (request.Content is not null || request.Method is "PUT" or "POST")
        {
            message.Content = new ByteArrayContent(body);
            message.Headers.TransferEncodingChunked = request.IsChunked;
        }

        if (request.Authentication == Authentication.Header && request.PayloadHash != "")
        {
            message.Headers.TryAddWithoutValidation("x-amz-content-sha256", request.PayloadHash ?? Convert.ToHexStringLower(SHA256.HashData(body)));
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, Fill(value)))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(name, Fill(value));
            }
        }

        return message;
    }

    private void Authenticate(HttpRequestMessage message, DiffRequest request)
    {
        R2Credential credential = new(accessKeyId, request.WrongSecret ?? secretAccessKey);
        DateTimeOffset now = DateTimeOffset.UtcNow + request.ClockShift;
        switch (request.Authentication)
        {
            case Authentication.Header:
                new RequestSigner(request.Region).Sign(message, credential, now);
                break;
            case Authentication.Query:
                message.RequestUri = S3Uri.Verbatim(new Presigner(request.Region).Presign(
                    request.Method, message.RequestUri!.AbsoluteUri, [], credential, request.Lifetime, now));
                break;
        }
    }

    private byte[] Fill(byte[] body) => _captured.Count == 0 || body.Length > 100_000 ? body : Encoding.UTF8.GetBytes(Fill(Encoding.UTF8.GetString(body)));

    private string Fill(string text) => _captured.Aggregate(text, (filled, c) => filled.Replace($"{{{c.Key}}}", c.Value, StringComparison.Ordinal));
}
