using System.Globalization;
using System.Text;
using R2.Emulator;

namespace R2.Unit.Support;

/// <summary>An emulator of a test's own with a client that sends exactly what it is told, signed.</summary>
public sealed class EmulatorClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public EmulatorClient(R2EmulatorOptions? options = null)
    {
        Clock = options?.TimeProvider as EmulatorClock ?? new EmulatorClock();
        Server = R2EmulatorServer.Start(options ?? new R2EmulatorOptions { Buckets = ["bucket", "other"], TimeProvider = Clock });
        UsedSecrets.Note(Server.SecretAccessKey);
        Signer = new EmulatorSigner { AccessKeyId = Server.AccessKeyId, SecretAccessKey = Server.SecretAccessKey };
    }

    public EmulatorClock Clock { get; }

    public R2EmulatorServer Server { get; }

    public EmulatorSigner Signer { get; }

    private string Host => $"127.0.0.1:{Server.Port}";

    /// <summary>Sends a request signed by header; a header given with a null value is left out altogether.</summary>
    public Task<EmulatorReply> SendAsync(string method, string target, byte[]? body = null, params (string Name, string? Value)[] headers)
    {
        (string? path, string? query) = Split(target);
        string amzDate = EmulatorSigner.Stamp(Clock.Now);
        SortedDictionary<string, string> all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = Host,
            ["x-amz-content-sha256"] = EmulatorSigner.Sha256Hex(body ?? []),
            ["x-amz-date"] = amzDate,
        };
        foreach ((string? name, string? value) in headers)
        {
            all.Remove(name.ToLowerInvariant());
            if (value is not null)
            {
                all[name.ToLowerInvariant()] = value;
            }
        }

        if (all.ContainsKey("x-amz-content-sha256") && !all.ContainsKey("authorization"))
        {
            all["authorization"] = Signer.Authorization(method, path, query, all, amzDate);
        }

        return SendRawAsync(method, target, body, all);
    }

    public Task<EmulatorReply> SendAsync(string method, string target, string body, params (string Name, string? Value)[] headers) =>
        SendAsync(method, target, Encoding.UTF8.GetBytes(body), headers);

    public Task<EmulatorReply> GetAsync(string target, params (string Name, string? Value)[] headers) => SendAsync("GET", target, (byte[]?)null, headers);

    public async Task<EmulatorReply> PutAsync(string target, string body, params (string Name, string? Value)[] headers) =>
        await SendAsync("PUT", target, body, headers);

    /// <summary>The target of a presigned URL.</summary>
    public string Presign(string method, string target, string expires = "60", params (string Name, string Value)[] headers)
    {
        (string? path, string? query) = Split(target);
        SortedDictionary<string, string> all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = Host };
        foreach ((string? name, string? value) in headers)
        {
            all[name.ToLowerInvariant()] = value;
        }

        return $"{path}?{Signer.Presign(method, path, query, all, Clock.Now, expires)}";
    }

    /// <summary>Sends a request as it is, unsigned.</summary>
    public async Task<EmulatorReply> SendRawAsync(string method, string target, byte[]? body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        UriCreationOptions exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using HttpRequestMessage request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://{Host}{target}", exact));
        if (method is "PUT" or "POST" || body is not null)
        {
            request.Content = new ByteArrayContent(body ?? []);
        }

        foreach ((string? name, string? value) in headers.Where(field => field.Key != "host"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Dictionary<string, string> received = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(field => field.Key, field => string.Join(",", field.Value), StringComparer.OrdinalIgnoreCase);
        return new EmulatorReply((int)response.StatusCode, received, await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<string> CreateUploadAsync(string target, params (string Name, string? Value)[] headers) =>
        (await SendAsync("POST", target + "?uploads", (byte[]?)null, headers)).Element("UploadId")!;

    public Task<EmulatorReply> UploadPartAsync(string target, string uploadId, int number, byte[] body, params (string Name, string? Value)[] headers) =>
        SendAsync("PUT", string.Create(CultureInfo.InvariantCulture, $"{target}?partNumber={number}&uploadId={uploadId}"), body, headers);

    public Task<EmulatorReply> CompleteAsync(string target, string uploadId, IEnumerable<(int Number, string ETag)> parts, params (string Name, string? Value)[] headers) =>
        SendAsync("POST", $"{target}?uploadId={uploadId}", CompleteDocument(parts), headers);

    public static string CompleteDocument(IEnumerable<(int Number, string ETag)> parts) =>
        $"<CompleteMultipartUpload>{string.Concat(parts.Select(part => $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag.Replace("\"", "&quot;", StringComparison.Ordinal)}</ETag></Part>"))}</CompleteMultipartUpload>";

    public void Dispose()
    {
        _http.Dispose();
        Server.Dispose();
    }

    private static (string Path, string Query) Split(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, string.Empty) : (target[..question], target[(question + 1)..]);
    }
}
