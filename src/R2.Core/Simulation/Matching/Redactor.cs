using System.Text;
using System.Text.RegularExpressions;

namespace R2.Simulation.Matching;

/// <summary>
/// Takes out of texts what a request proves itself with: account id, access key id, session token, signature and customer's keys, as they are and as they
/// look in hexadecimal, Base64 and URLs. Servers echo them: R2's SignatureDoesNotMatch holds the whole canonical request.
/// </summary>
internal sealed partial class Redactor
{
    /// <summary>Shorter ones are no secret of R2's, and taking them out would maim bucket names.</summary>
    private const int Shortest = 16;
    private const string Bearer = "Bearer ";

    private readonly List<(string Value, string Placeholder)> _secrets = [];
    private Proof? _proof;

    public static Redactor None { get; } = new();

    /// <param name="request">A request as it is sent, signed.</param>
    /// <param name="accountId">Account id where it is known apart from the host.</param>
    public static Redactor Of(HttpRequestMessage request, string? accountId)
    {
        Redactor redactor = OfMeans(Proof.Of(request, accountId));
        redactor.Add(Match(SignaturePattern(), Header(request, "Authorization") ?? "") ?? Match(SignaturePattern(), request.RequestUri!.Query), "{signature}");
        return redactor;
    }

    /// <summary>For the shape of a request alone, which never holds its signature: this one where it serves, since all requests of a client prove themselves alike.</summary>
    /// <param name="request">A request as it would be sent, signed.</param>
    /// <param name="accountId">Account id where it is known apart from the host.</param>
    public Redactor OrFor(HttpRequestMessage request, string? accountId)
    {
        Proof proof = Proof.Of(request, accountId);
        return proof == _proof ? this : OfMeans(proof);
    }

    public string Text(string text)
    {
        foreach ((string value, string placeholder) in _secrets)
        {
            if (text.Length >= value.Length)
            {
                text = text.Replace(value, placeholder, StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }

    /// <summary>A document of the server's. Elements that repeat others byte by byte in hexadecimal go altogether.</summary>
    public byte[] Document(byte[] document)
    {
        string text = Encoding.UTF8.GetString(document);
        string redacted = BytesPattern().Replace(Text(text), "<$1>{redacted}</$1>");
        // Cloudflare's API hands secrets out: a temporary credential, for one.
        redacted = SecretMember().Replace(redacted, "\"$1\":\"{redacted}\"");
        return ReferenceEquals(text, redacted) || text == redacted ? document : Encoding.UTF8.GetBytes(redacted);
    }

    private static Redactor OfMeans(Proof proof)
    {
        Redactor redactor = new() { _proof = proof };
        redactor.Add(proof.AccountId, "{account-id}");
        redactor.Add(AccountOf(proof.Host), "{account-id}");
        redactor.Add(Match(CredentialPattern(), proof.Scope), "{access-key-id}");
        redactor.Add(proof.Token, "{session-token}");
        redactor.Add(proof.ApiToken, "{api-token}");
        redactor.AddKey(proof.CustomerKey);
        redactor.AddKey(proof.SourceCustomerKey);
        return redactor;
    }

    private void AddKey(string? key)
    {
        Add(key, "{sse-c-key}");
        if (key is not null && Convert.TryFromBase64String(key, new byte[key.Length], out int length) && length > 0)
        {
            AddForm(Convert.ToHexString(Convert.FromBase64String(key)), "{sse-c-key}");
        }
    }

    private void Add(string? secret, string placeholder)
    {
        if (secret is not { Length: >= Shortest })
        {
            return;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        AddForm(secret, placeholder);
        AddForm(Uri.EscapeDataString(secret), placeholder);
        AddForm(Convert.ToHexString(bytes), placeholder);
        AddForm(Convert.ToBase64String(bytes), placeholder);
    }

    private void AddForm(string form, string placeholder)
    {
        if (!_secrets.Exists(known => known.Value.Equals(form, StringComparison.OrdinalIgnoreCase)))
        {
            _secrets.Add((form, placeholder));
        }
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.ToString() : null;

    private static string? Match(Regex pattern, string text) => text.Length > 0 && pattern.Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>R2's hosts begin with the account id: https://developers.cloudflare.com/r2/api/s3/api/</summary>
    private static string? AccountOf(string host) =>
        host.EndsWith(".r2.cloudflarestorage.com", StringComparison.OrdinalIgnoreCase) ? host[..host.IndexOf('.', StringComparison.Ordinal)] : null;

    [GeneratedRegex("Credential=([^/%,&]+)")]
    private static partial Regex CredentialPattern();

    [GeneratedRegex("Signature=([0-9a-fA-F]+)")]
    private static partial Regex SignaturePattern();

    [GeneratedRegex("X-Amz-Security-Token=([^&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();

    [GeneratedRegex("\"(accessKeyId|secretAccessKey|sessionToken|clientEmail|privateKey|accountKey|sasToken)\"\\s*:\\s*\"[^\"]*\"")]
    private static partial Regex SecretMember();

    [GeneratedRegex("<(StringToSignBytes|CanonicalRequestBytes)>[^<]*</\\1>")]
    private static partial Regex BytesPattern();

    /// <summary>What a request proves itself with, but for its signature.</summary>
    private sealed record Proof(string? AccountId, string Host, string Scope, string? Token, string? ApiToken, string? CustomerKey, string? SourceCustomerKey)
    {
        public static Proof Of(HttpRequestMessage request, string? accountId)
        {
            string query = request.RequestUri!.Query;
            string authorization = Header(request, "Authorization") ?? "";
            // The scope holds the day, and what follows is of the one request.
            int end = authorization.IndexOf(',', StringComparison.Ordinal);
            return new(
                accountId,
                request.RequestUri.IdnHost,
                end > 0 ? authorization[..end] : query,
                Header(request, "x-amz-security-token") ?? (Match(TokenPattern(), query) is { } token ? Uri.UnescapeDataString(token) : null),
                authorization.StartsWith(Bearer, StringComparison.Ordinal) ? authorization[Bearer.Length..] : null,
                Header(request, "x-amz-server-side-encryption-customer-key"),
                Header(request, "x-amz-copy-source-server-side-encryption-customer-key"));
        }
    }
}
