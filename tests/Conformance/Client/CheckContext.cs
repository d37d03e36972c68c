using System.Net;
using System.Security.Cryptography;
using System.Text;
using R2.Models;
using R2.Requests;

namespace R2.Conformance.Client;

/// <summary>What a check works with: a client, two buckets, and helpers that keep it to a few lines.</summary>
internal sealed class CheckContext(Uri endpoint, R2Credential credential, CancellationToken cancellationToken) : IDisposable
{
    public const string Bucket = "conformance-one";
    public const string OtherBucket = "conformance-two";

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
    private readonly string _run = Guid.NewGuid().ToString("n")[..6];
    private int _keys;

    public R2Client Client { get; } = new(new R2ClientOptions { Endpoint = endpoint, Credential = credential, Timeout = TimeSpan.FromSeconds(30) });

    public CancellationToken Token => cancellationToken;

    /// <summary>A key that no other check and no other run uses.</summary>
    public string NewKey(string suffix = "") => $"{_run}/key-{Interlocked.Increment(ref _keys)}{suffix}";

    /// <summary>A client that differs in what it is told to: another credential, region or clock.</summary>
    public R2Client Other(R2Credential? other = null, TimeProvider? time = null, string? region = null) => new(new R2ClientOptions
    {
        Endpoint = endpoint,
        Credential = other ?? credential,
        TimeProvider = time ?? TimeProvider.System,
        Region = region ?? R2ClientDefaults.Region,
    });

    public string AccessKeyId => credential.AccessKeyId;

    public Task<R2PutResult> PutAsync(string key, string text, PutObjectOptions? options = null) =>
        Client.PutObjectAsync(Bucket, key, Content(text), options, Token);

    public async Task<string> GetTextAsync(string key, GetObjectOptions? options = null, string bucket = Bucket)
    {
        await using R2ObjectContent content = await Client.GetObjectAsync(bucket, key, options, Token);
        return await ReadTextAsync(content);
    }

    public async Task<string> ReadTextAsync(R2ObjectContent content)
    {
        using StreamReader reader = new(content.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }

    /// <summary>Sends a request as somebody who has nothing but the URL.</summary>
    public Task<HttpResponseMessage> SendAsync(R2PresignedUrl url, HttpMethod? method = null, HttpContent? body = null, string? contentType = null)
    {
        HttpRequestMessage request = new(method ?? new HttpMethod(url.Method), S3Uri.Verbatim(url.Url)) { Content = body };
        if (contentType is not null)
        {
            body!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return _http.SendAsync(request, Token);
    }

    public static R2Content Content(string text) => R2Content.FromBytes(Encoding.UTF8.GetBytes(text));

    public static string Md5(ReadOnlySpan<byte> bytes) =>
#pragma warning disable CA5351 // S3 defines the ETag as an MD5.
        Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
