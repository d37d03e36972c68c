using System.Text;

namespace R2.Conformance.Diff;

/// <summary>
/// One raw request, sent to both servers. Target, headers and body may hold <c>{name}</c>, replaced by what an earlier answer of the same server was
/// captured under.
/// </summary>
internal sealed record DiffRequest(string Name, string Method, string Target)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    public byte[]? Content { get; private init; }

    public bool IsChunked { get; private init; }

    /// <summary>Value of x-amz-content-sha256 in place of the true one; empty leaves the header out.</summary>
    public string? PayloadHash { get; private init; }

    public Authentication Authentication { get; private init; } = Authentication.Header;

    /// <summary>Distance of the client's clock from the true time.</summary>
    public TimeSpan ClockShift { get; private init; }

    /// <summary>Lifetime of a presigned URL.</summary>
    public TimeSpan Lifetime { get; private init; } = TimeSpan.FromMinutes(5);

    public string Region { get; private init; } = R2ClientDefaults.Region;

    public string? WrongSecret { get; private init; }

    /// <summary>Changes the request after it was signed.</summary>
    public Action<HttpRequestMessage>? Tamper { get; private init; }

    /// <summary>What to keep of the answer: text of an XML element, or a header, under a name.</summary>
    public IReadOnlyList<(string As, string From)> Captures { get; private init; } = [];

    public DiffRequest Header(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public DiffRequest Body(string text) => this with { Content = Encoding.UTF8.GetBytes(text) };

    public DiffRequest Body(byte[] bytes) => this with { Content = bytes };

    public DiffRequest Chunked() => this with { IsChunked = true };

    public DiffRequest Hash(string value) => this with { PayloadHash = value };

    public DiffRequest Unsigned() => this with { Authentication = Authentication.None };

    public DiffRequest Presigned() => this with { Authentication = Authentication.Query };

    public DiffRequest LivingFor(TimeSpan lifetime) => this with { Lifetime = lifetime };

    public DiffRequest ClockOff(TimeSpan shift) => this with { ClockShift = shift };

    public DiffRequest InRegion(string region) => this with { Region = region };

    public DiffRequest Secret(string wrong) => this with { WrongSecret = wrong };

    public DiffRequest Tampered(Action<HttpRequestMessage> tamper) => this with { Tamper = tamper };

    public DiffRequest Capture(string name, string from) => this with { Captures = [.. Captures, (name, from)] };

    /// <summary>Replaces text of the query after signing.</summary>
    public DiffRequest TamperedQuery(Func<string, string> change) => Tampered(message =>
        message.RequestUri = R2.Requests.S3Uri.Verbatim(message.RequestUri!.GetLeftPart(UriPartial.Path) + change(message.RequestUri.Query)));

    /// <summary>Replaces text of the Authorization header after signing.</summary>
    public DiffRequest TamperedAuthorization(Func<string, string> change) => Tampered(message =>
    {
        string value = message.Headers.NonValidated["Authorization"].ToString();
        message.Headers.Remove("Authorization");
        message.Headers.TryAddWithoutValidation("Authorization", change(value));
    });
}
