using System.Globalization;
using R2.Content;
using R2.Models;
using R2.Network;
using R2.Rules;
using R2.Signing;
using R2.Xml;

namespace R2.Requests;

/// <summary>One S3 request, built as a sentence. Knows what the transport cannot guess from the verb: whether it may be repeated.</summary>
internal sealed class S3Request
{
    private readonly HttpMethod _method;
    private readonly List<KeyValuePair<string, string>> _query = new(4);
    private readonly List<KeyValuePair<string, string>> _headers = new(8);

    private S3Request(string operation, HttpMethod method, string? bucket, string? key)
    {
        (Operation, _method) = (operation, method);
        Bucket = bucket is null ? null : NameRules.Bucket(bucket);
        Key = key is null ? null : NameRules.Key(key);
    }

    /// <summary>Name of the S3 operation, for example <c>PutObject</c>, or of the API's, for example <c>Api.GetBucketLock</c>.</summary>
    public string Operation { get; }

    /// <summary>Whether it is one of Cloudflare's own API, whose message <see cref="Api.ApiRequest"/> makes.</summary>
    public bool IsOfApi { get; private init; }

    public string? Bucket { get; }

    public string? Key { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    public R2Content? Body { get; private set; }

    /// <summary>What is known of the body's sending over all attempts.</summary>
    public SendContext? Sending { get; private set; }

    /// <summary>Whether sending it twice does no more than sending it once. Reads and deletes do; what creates or has conditions may not.</summary>
    public bool IsIdempotent { get; private set; }

    /// <summary>Whether it changes something: all do that S3 does not ask by GET or HEAD.</summary>
    public bool IsWrite => _method != HttpMethod.Get && _method != HttpMethod.Head;

    /// <summary>Storage class of what it works on, where that is known from the request.</summary>
    public string? StorageClass { get; private set; }

    public bool IsHead => _method == HttpMethod.Head;

    /// <summary>Whether it has a condition that 304 answers.</summary>
    public bool MayBeNotModified => _headers.Exists(static header => header.Key.EndsWith("if-none-match", StringComparison.Ordinal) || header.Key.EndsWith("if-modified-since", StringComparison.Ordinal));

    /// <summary>What it asks of an object, where it reads one.</summary>
    public GetObjectOptions? Reading { get; private set; }

    /// <summary>Whether it writes or deletes the object of <see cref="Key"/>, which R2 takes once a second.</summary>
    public bool IsObjectWrite => IsWrite && Key is not null && Operation is "PutObject" or "CopyObject" or "DeleteObject" or "CompleteMultipartUpload";

    /// <summary>Reads the document of its response; each attempt's anew. Null where it has none.</summary>
    /// <exception cref="R2Exception">It is not that document, or an error under a status of success.</exception>
    public Func<XmlBody, S3Response, object>? Read { get; private set; }

    public static S3Request Get(string operation, string? bucket = null, string? key = null) => new(operation, HttpMethod.Get, bucket, key) { IsIdempotent = true };

    public static S3Request Head(string operation, string bucket, string? key = null) => new(operation, HttpMethod.Head, bucket, key) { IsIdempotent = true };

    public static S3Request Delete(string operation, string bucket, string? key = null) => new(operation, HttpMethod.Delete, bucket, key) { IsIdempotent = true };

    public static S3Request Put(string operation, string bucket, string? key = null) => new(operation, HttpMethod.Put, bucket, key);

    public static S3Request Post(string operation, string bucket, string? key = null) => new(operation, HttpMethod.Post, bucket, key);

    /// <summary>What the road of a request has to know of one of Cloudflare's own API.</summary>
    public static S3Request OfApi(string operation, HttpMethod method, string? bucket, bool idempotent) =>
        new("Api." + operation, method, bucket, key: null) { IsIdempotent = idempotent, IsOfApi = true };

    public S3Request Idempotent(bool idempotent = true)
    {
        IsIdempotent = idempotent;
        return this;
    }

    public S3Request ReadBy(Func<XmlBody, S3Response, object> read)
    {
        Read = read;
        return this;
    }

    public S3Request OfObject(GetObjectOptions? reading)
    {
        Reading = reading;
        return this;
    }

    /// <summary>A parameter without a value, for example <c>uploads</c>.</summary>
    public S3Request Flag(string name) => Query(name, "");

    /// <summary>A parameter; null leaves it out.</summary>
    public S3Request Query(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(new(name, NameRules.Unicode(name, value)));
        }

        return this;
    }

    /// <summary>A parameter with a number in a range; null leaves it out.</summary>
    public S3Request Query(string name, int? value, int minimum, int maximum) => value is < 0 || value < minimum || value > maximum
        ? throw R2Exception.OutOfRange(name, value, $"{minimum} to {maximum:N0}")
        : Query(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Value of a parameter; null where there is none.</summary>
    public string? QueryValue(string name) => _query.Find(parameter => parameter.Key == name).Value;

    /// <summary>Says of which storage class the object will be, without sending it: an upload's parts have no header of their own.</summary>
    public S3Request OfClass(string? storageClass)
    {
        StorageClass = storageClass;
        return this;
    }

    /// <summary>A header; null leaves it out.</summary>
    public S3Request Header(string name, string? value)
    {
        if (value is not null)
        {
            _headers.Add(new(name, HeaderRules.Value(name, value)));
        }

        return this;
    }

    /// <summary>Its body, whose length must be known.</summary>
    public S3Request WithBody(R2Content body, SendContext? sending = null)
    {
        (Body, Sending) = (body, sending);
        return this;
    }

    /// <summary>The message of this request. It may be sent more than once.</summary>
    public HttpRequestMessage ToMessage(Uri endpoint)
    {
        // What may have a body gets one, if an empty one: R2 wants a Content-Length, and .NET keeps headers that describe a body with the body.
        R2Content? body = Body ?? (_method == HttpMethod.Put || _method == HttpMethod.Post ? R2Content.FromBytes(default) : null);
        S3Message message = new(_method, S3Uri.Create(endpoint, Bucket, Key, _query)) { Content = body is null ? null : new HttpBody(body, Sending) };
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        message.Headers.TryAddWithoutValidation("x-amz-content-sha256", body is null ? PayloadHash.Empty : body.Sha256 ?? PayloadHash.Unsigned);
        foreach ((string name, string value) in _headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
