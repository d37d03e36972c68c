namespace R2.Models;

/// <summary>One rule of a bucket's CORS configuration.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/cors/</remarks>
public sealed record R2CorsRule
{
    private readonly IReadOnlyList<string> _allowedOrigins = TextList<string>.Of([]);
    private readonly IReadOnlyList<string> _allowedMethods = TextList<string>.Of([]);
    private readonly IReadOnlyList<string> _allowedHeaders = TextList<string>.Of([]);
    private readonly IReadOnlyList<string> _exposeHeaders = TextList<string>.Of([]);

    /// <summary>Bucket that the rule was read from; null for a rule of your own.</summary>
    public string? BucketName { get; init; }

    /// <summary>Name of the rule, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Origins that may ask, <c>scheme://host[:port]</c> or <c>*</c>.</summary>
    public required IReadOnlyList<string> AllowedOrigins
    {
        get => _allowedOrigins;
        init => _allowedOrigins = TextList<string>.Of(value);
    }

    /// <summary>Methods that may be used: GET, PUT, POST, DELETE, HEAD.</summary>
    public required IReadOnlyList<string> AllowedMethods
    {
        get => _allowedMethods;
        init => _allowedMethods = TextList<string>.Of(value);
    }

    /// <summary>Request headers that may be sent.</summary>
    public IReadOnlyList<string> AllowedHeaders
    {
        get => _allowedHeaders;
        init => _allowedHeaders = TextList<string>.Of(value);
    }

    /// <summary>Response headers that a script may read.</summary>
    public IReadOnlyList<string> ExposeHeaders
    {
        get => _exposeHeaders;
        init => _exposeHeaders = TextList<string>.Of(value);
    }

    /// <summary>How long a browser may keep the response, in seconds, 0 to 86,400; null for the browser's own default.</summary>
    public int? MaxAgeSeconds { get; init; }
}
