using System.Security.Cryptography;
using System.Text;
using R2.Emulator.Api.Json;
using R2.Emulator.Routing;

namespace R2.Emulator.Api.Tokens;

/// <summary>The API tokens of the emulator.</summary>
internal sealed class TokenStore
{
    private const string Scheme = "Bearer ";
    private readonly IReadOnlyList<ApiToken> _tokens;

    public TokenStore(IEnumerable<ApiToken> tokens)
    {
        _tokens = [.. tokens];
    }

    public static string SecretOf(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value))).ToLowerInvariant();

    /// <summary>The token of a request, whatever its state; null if nobody knows it.</summary>
    public ApiToken? Find(S3Request request)
    {
        string header = request.Header("Authorization") ?? throw ApiErrors.MissingToken();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length)
        {
            throw ApiErrors.MalformedToken();
        }

        byte[] given = Encoding.Latin1.GetBytes(header[Scheme.Length..].Trim());
        return _tokens.FirstOrDefault(token => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token.Options.Value), given));
    }

    /// <summary>The token of a request, which must be usable now.</summary>
    public ApiToken Require(S3Request request) =>
        Find(request) is { } token && token.IsUsable(request.Now) ? token : throw ApiErrors.Authentication(401);
}
