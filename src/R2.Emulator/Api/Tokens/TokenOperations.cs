using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Tokens;

/// <summary>
/// Token verification: https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/. A user's token and an account's are verified at
/// addresses of their own, and each is unknown at the other's.
/// </summary>
internal static class TokenOperations
{
    public static ApiResult VerifyOfUser(ApiContext context) => Verify(context, ofAccount: false);

    public static ApiResult VerifyOfAccount(ApiContext context) => Verify(context, ofAccount: true);

    private static ApiResult Verify(ApiContext context, bool ofAccount)
    {
        ApiToken token = context.Token;
        if (token.Options.IsAccountOwned != ofAccount)
        {
            throw ApiErrors.InvalidToken();
        }

        string status = token.StatusAt(context.Now);
        JsonObject result = new JsonObject { ["id"] = token.Id, ["status"] = status }
            .With("expires_on", token.Options.ExpiresOn is { } end ? JsonText.Time(end) : null);
        JsonArray messages = status == "active"
            ? [new JsonObject { ["code"] = 10000, ["message"] = "This API Token is valid and active", ["type"] = null }]
            : [];
        return new ApiResult(result) { Messages = messages };
    }
}
