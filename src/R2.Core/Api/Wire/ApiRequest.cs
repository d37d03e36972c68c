using System.Globalization;
using System.Text;
using R2.Network;
using R2.Requests;
using R2.Rules;

namespace R2.Api;

/// <summary>One request to Cloudflare's own API, built as a sentence.</summary>
internal sealed class ApiRequest
{
    public const string StorageRead = "Workers R2 Storage Read";
    public const string StorageWrite = "Workers R2 Storage Write";

    private readonly HttpMethod _method;
    private readonly StringBuilder _target;
    private readonly List<KeyValuePair<string, string>> _headers = new(4);
    private char _separator = '?';
    private ApiBody? _body;

    private ApiRequest(string operation, HttpMethod method, string? bucket, bool idempotent)
    {
        (_method, _target) = (method, new StringBuilder());
        Descriptor = S3Request.OfApi(operation, method, bucket, idempotent);
        Group = method == HttpMethod.Get ? StorageRead : StorageWrite;
    }

    /// <summary>What the road of a request has to know of it.</summary>
    public S3Request Descriptor { get; }

    /// <summary>The permission group that its token needs at least; null where every token will do.</summary>
    public string? Group { get; private set; }

    /// <summary>Whether its answer is of GraphQL, without the envelope of all others.</summary>
    public bool IsGraphQl { get; private set; }

    public bool IsDelete => _method == HttpMethod.Delete;

    /// <summary>Makes the result of the answer's envelope.</summary>
    public Func<ApiEnvelope, object?> Read { get; private set; } = static _ => null;

    public static ApiRequest Get(string operation, string? bucket = null) => new(operation, HttpMethod.Get, bucket, idempotent: true);

    /// <summary>Sets something: twice is as once, unless <paramref name="idempotent"/> says otherwise.</summary>
    public static ApiRequest Put(string operation, string? bucket = null, bool idempotent = true) => new(operation, HttpMethod.Put, bucket, idempotent);

    public static ApiRequest Post(string operation, string? bucket = null, bool idempotent = false) => new(operation, HttpMethod.Post, bucket, idempotent);

    public static ApiRequest Patch(string operation, string? bucket = null) => new(operation, HttpMethod.Patch, bucket, idempotent: true);

    public static ApiRequest Delete(string operation, string? bucket = null, bool idempotent = true) => new(operation, HttpMethod.Delete, bucket, idempotent);

    /// <summary>Parts of the path, each of which is one, whatever signs it has.</summary>
    public ApiRequest At(params string[] segments)
    {
        foreach (string segment in segments)
        {
            // Dots would lead elsewhere: what a server or a proxy makes of them is not what was meant.
            if (segment.Length == 0 || segment.All(static c => c == '.'))
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"'{segment}' is not a valid name or id; it must not be empty or consist of dots.");
            }

            _target.Append('/').Append(Uri.EscapeDataString(NameRules.Unicode("path", segment)));
        }

        return this;
    }

    public ApiRequest Query(string name, string? value)
    {
        if (value is not null)
        {
            _target.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(NameRules.Unicode(name, value)));
            _separator = '&';
        }

        return this;
    }

    public ApiRequest Query(string name, int? value) => Query(name, value?.ToString(CultureInfo.InvariantCulture));

    public ApiRequest Header(string name, string? value)
    {
        if (value is not null)
        {
            _headers.Add(new(name, HeaderRules.Value(name, value)));
        }

        return this;
    }

    public ApiRequest WithBody(ApiBody body)
    {
        _body = body;
        return this;
    }

    /// <summary>Needs another permission group than that of reading or writing buckets.</summary>
    public ApiRequest OfGroup(string? group)
    {
        Group = group;
        return this;
    }

    public ApiRequest AsGraphQl()
    {
        IsGraphQl = true;
        return this;
    }

    public ApiRequest ReadBy(Func<ApiEnvelope, object?> read)
    {
        Read = read;
        return this;
    }

    /// <summary>The message of this request. It may be sent more than once.</summary>
    public HttpRequestMessage ToMessage(Uri baseAddress, R2ApiToken token)
    {
        // A target that is encoded already stays as it is: a bucket's or a domain's name is one segment, never two.
        Uri target = new(baseAddress.AbsoluteUri + _target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        HttpRequestMessage message = new(_method, target) { Content = _body };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
        foreach ((string name, string value) in _headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
