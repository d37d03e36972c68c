using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace R2.Testing;

/// <summary>
/// What a client sends by where a test wants no server: it answers and fails what it is told to, in the order in which it was told, and refuses what it was not told of.
/// <c>R2FakeTransport fake = new R2FakeTransport().Fail("PUT", "photos/*", 503, "SlowDown"); using R2Client client = fake.CreateClient();</c>
/// For anything that has to remember what was stored, there is <see cref="R2Fixture"/>.
/// </summary>
public sealed class R2FakeTransport : HttpMessageHandler
{
    private readonly object _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly List<string> _requests = [];

    /// <summary>Method, bucket and key of each request so far, such as <c>PUT photos/a.jpg</c>.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Answers with bytes: a GET with its body, a HEAD with its headers.</summary>
    /// <param name="method">Method, such as <c>GET</c>.</param>
    /// <param name="path">Bucket and key, such as <c>photos/a.jpg</c>; <c>*</c> stands for any characters.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="times">How often; null for always.</param>
    public R2FakeTransport Answer(string method, string path, ReadOnlyMemory<byte> body, int? times = null) => Answer(method, path, request => Found(request, body), times);

    /// <summary>Answers with text, in UTF-8; also a document of S3's, such as a list.</summary>
    /// <inheritdoc cref="Answer(string, string, ReadOnlyMemory{byte}, int?)"/>
    public R2FakeTransport Answer(string method, string path, string body, int? times = null) => Answer(method, path, Encoding.UTF8.GetBytes(body), times);

    /// <summary>Answers as a function says.</summary>
    /// <param name="method">Method.</param>
    /// <param name="path">Bucket and key, with <c>*</c>.</param>
    /// <param name="answer">Makes the answer to a request.</param>
    /// <param name="times">How often; null for always.</param>
    public R2FakeTransport Answer(string method, string path, Func<HttpRequestMessage, HttpResponseMessage> answer, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(answer);
        lock (_gate)
        {
            _rules.Add(new Rule(method, PatternOf(path), answer, times ?? int.MaxValue));
        }

        return this;
    }

    /// <summary>Takes a PUT as stored, or a DELETE as done.</summary>
    /// <param name="method">Method, <c>PUT</c> or <c>DELETE</c>.</param>
    /// <param name="path">Bucket and key, with <c>*</c>.</param>
    /// <param name="times">How often; null for always.</param>
    public R2FakeTransport Accept(string method, string path, int? times = null) => Answer(method, path, Accepted, times);

    /// <summary>Refuses, with an error document as R2 writes it.</summary>
    /// <param name="method">Method.</param>
    /// <param name="path">Bucket and key, with <c>*</c>.</param>
    /// <param name="status">Status, such as 503.</param>
    /// <param name="code">Code, such as <c>SlowDown</c>; see <see cref="R2ErrorCodes"/>.</param>
    /// <param name="times">How often; null for always.</param>
    public R2FakeTransport Fail(string method, string path, int status, string code, int? times = null) => Answer(method, path, request => Refused(request, status, code), times);

    /// <summary>Fails without an answer, as a connection that breaks.</summary>
    /// <param name="method">Method.</param>
    /// <param name="path">Bucket and key, with <c>*</c>.</param>
    /// <param name="times">How often; null for always.</param>
    public R2FakeTransport Break(string method, string path, int? times = null) =>
        Answer(method, path, static _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was broken by a test."), times);

    /// <summary>A client that sends by it, without waits between its attempts.</summary>
    /// <param name="change">Changes its options; null for as they are.</param>
    public R2Client CreateClient(Func<R2ClientOptions, R2ClientOptions>? change = null)
    {
        R2ClientOptions options = new()
        {
            Endpoint = new Uri("https://fake.invalid"),
            Credential = new R2Credential("fake", "fake"),
            Transport = this,
            Retry = new R2RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
            BreakerFailureThreshold = 0,
        };
        return new R2Client(change is null ? options : change(options));
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        (string method, string path) = (request.Method.Method, Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).TrimStart('/'));
        if (request.Content is { } content)
        {
            // Read, as a server would: a body that fails is the client's to notice.
            await content.LoadIntoBufferAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Rule? rule;
        lock (_gate)
        {
            _requests.Add($"{method} {path}");
            rule = _rules.FirstOrDefault(one => one.Left > 0 && one.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && one.Path.IsMatch(path));
            if (rule is not null)
            {
                rule.Left--;
            }
        }

        HttpResponseMessage answer = rule is null ? Refused(request, 501, "NotImplemented", $"The test did not say what to answer to {method} {path}.") : rule.Answer(request);
        answer.RequestMessage = request;
        answer.Headers.Date = DateTimeOffset.UtcNow;
        return answer;
    }

    private static HttpResponseMessage Found(HttpRequestMessage request, ReadOnlyMemory<byte> body)
    {
        // A HEAD has the length of what it does not carry.
        HttpContent content = request.Method == HttpMethod.Head ? new ByteArrayContent([]) : new ReadOnlyMemoryContent(body);
        content.Headers.ContentLength = body.Length;
        content.Headers.LastModified = DateTimeOffset.UtcNow;
        HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = content };
        answer.Headers.ETag = TagOf(body.Span);
        return answer;
    }

    private static HttpResponseMessage Accepted(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Delete)
        {
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        using MemoryStream bytes = new();
        request.Content?.CopyTo(bytes, null, CancellationToken.None);
        answer.Headers.ETag = TagOf(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return answer;
    }

    private static HttpResponseMessage Refused(HttpRequestMessage request, int status, string code, string message = "The test said so.")
    {
        string document = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{WebUtility.HtmlEncode(message)}</Message></Error>";
        return new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = request.Method == HttpMethod.Head ? new ByteArrayContent([]) : new StringContent(document, Encoding.UTF8, "application/xml"),
        };
    }

    // The ETag of an object that was stored in one request is its MD5, as R2 has it.
#pragma warning disable CA5351
    private static EntityTagHeaderValue TagOf(ReadOnlySpan<byte> bytes) =>
        new($"\"{Convert.ToHexString(System.Security.Cryptography.MD5.HashData(bytes)).ToLowerInvariant()}\"");
#pragma warning restore CA5351

    private static Regex PatternOf(string path) => new($"^{Regex.Escape(path.TrimStart('/')).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    private sealed class Rule(string method, Regex path, Func<HttpRequestMessage, HttpResponseMessage> answer, int left)
    {
        public string Method => method;

        public Regex Path => path;

        public Func<HttpRequestMessage, HttpResponseMessage> Answer => answer;

        public int Left { get; set; } = left;
    }
}
