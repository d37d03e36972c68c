using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using System.Xml.Linq;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>
/// What is at the server, seen by a plain <see cref="HttpClient"/> and the signer of the specification: no line of the product has a part in it. Also the second person,
/// who writes and deletes meanwhile.
/// </summary>
internal sealed class PlainStore(Uri endpoint, string bucket, string accessKeyId, string secretAccessKey) : IDisposable
{
    private static readonly UriCreationOptions s_exact = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly SlowSigner _signer = new(accessKeyId, secretAccessKey);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public async Task<StoredObject?> GetAsync(string key)
    {
        using HttpResponseMessage answer = await SendAsync("GET", key, [], null);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        return new StoredObject(bytes, Header(answer, "x-amz-meta-note"), Header(answer, "Content-Type"), Header(answer, "x-amz-storage-class") ?? "STANDARD");
    }

    public async Task<StoredObject> PutAsync(string key, byte[] bytes)
    {
        using HttpResponseMessage answer = await SendAsync("PUT", key, [], bytes);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new StoredObject(bytes, null, null, "STANDARD");
    }

    public async Task DeleteAsync(string key)
    {
        using HttpResponseMessage answer = await SendAsync("DELETE", key, [], null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Keys with the sizes of their objects.</summary>
    public async Task<SortedDictionary<string, long>> ListAsync()
    {
        XDocument document = await DocumentAsync([("list-type", "2"), ("encoding-type", "url")]);
        SortedDictionary<string, long> objects = new(StringComparer.Ordinal);
        foreach (XElement element in document.Root!.Elements().Where(static element => element.Name.LocalName == "Contents"))
        {
            objects.Add(Uri.UnescapeDataString(Child(element, "Key").Replace('+', ' ')), long.Parse(Child(element, "Size"), System.Globalization.CultureInfo.InvariantCulture));
        }

        return objects;
    }

    public async Task<string[]> UploadsAsync()
    {
        XDocument document = await DocumentAsync([("uploads", "")]);
        return [.. document.Root!.Elements().Where(static element => element.Name.LocalName == "Upload").Select(static element => Child(element, "UploadId"))];
    }

    public void Dispose() => _http.Dispose();

    private async Task<XDocument> DocumentAsync((string, string)[] query)
    {
        using HttpResponseMessage answer = await SendAsync("GET", null, query, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // Keys of uploads come as they are, with characters that XML 1.0 does not know.
        using XmlReader reader = XmlReader.Create(await answer.Content.ReadAsStreamAsync(), new XmlReaderSettings { CheckCharacters = false });
        return XDocument.Load(reader);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string? key, (string Name, string Value)[] query, byte[]? body)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string path = key is null ? $"/{bucket}" : $"/{bucket}/{key}";
        List<(string, string)> headers = [("host", endpoint.Authority), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-date", SlowSigner.Stamp(now))];
        string address = $"{endpoint.GetLeftPart(UriPartial.Authority)}{string.Join('/', path.Split('/').Select(SlowSigner.UriEncode))}"
            + (query.Length == 0 ? "" : "?" + string.Join('&', query.Select(static pair => $"{SlowSigner.UriEncode(pair.Name)}={SlowSigner.UriEncode(pair.Value)}")));
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(address, in s_exact));
        request.Content = body is null ? null : new ByteArrayContent(body);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        request.Headers.TryAddWithoutValidation("x-amz-date", SlowSigner.Stamp(now));
        request.Headers.TryAddWithoutValidation("Authorization", _signer.Authorization(method, path, query, headers, "UNSIGNED-PAYLOAD", now));
        return await _http.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values) ? values.ToString() : null;

    private static string Child(XElement element, string name) => element.Elements().First(child => child.Name.LocalName == name).Value;
}
