using System.Collections.Frozen;

namespace R2.Cmdlets.Errors;

/// <summary>What to do about errors of Cloudflare's own API, whose ids are <c>R2.Api</c> and Cloudflare's number. https://developers.cloudflare.com/r2/api/error-codes/</summary>
internal static class ApiRemedies
{
    private const string Prefix = "Api";
    private const string Other = "The message is Cloudflare's, and the number in the error id is its own: https://developers.cloudflare.com/r2/api/error-codes/. $Error[0].Exception.RequestId is the ray id for Cloudflare's support.";

    private static readonly FrozenDictionary<string, string> s_remedies = new Dictionary<string, string>
    {
        ["Api1000"] = "Copy the API token again, or create a new one at https://dash.cloudflare.com/?to=/:account/r2/api-tokens: Cloudflare shows it once.",
        ["Api6003"] = "Copy the API token again, with nothing before or after it.",
        ["Api9109"] = "Check the account id: the API token belongs to another account, or does not reach what the message names.",
        ["Api10000"] = "Give the API token the permission group that the message names, for this account: https://dash.cloudflare.com/?to=/:account/api-tokens.",
        ["Api10004"] = "Choose another name: bucket names are unique within the account.",
        ["Api10006"] = "Check the name and the account; a bucket of a jurisdiction is reachable only there (Connect-R2 -Jurisdiction).",
        ["Api10008"] = "Remove the bucket's objects first: Clear-R2Bucket, Remove-R2Bucket -Force.",
        ["Api10034"] = "Remove the notification rules of the bucket first: Get-R2BucketNotification | Remove-R2BucketNotification.",
        ["Api10058"] = "Wait until the job of the bucket has ended: Get-R2Job | Wait-R2Job.",
        ["Api10069"] = "A lock rule keeps these objects: Get-R2BucketLock shows it; Remove-R2BucketLock ends it.",
        ["Api10081"] = "The bucket has a Data Catalog; disable it in the dashboard first.",
        ["Api11020"] = "Give the new rule other actions, or a prefix or suffix that no object of the other rule has: Get-R2BucketNotification lists the rules.",
    }.ToFrozenDictionary();

    /// <summary>Every code that has a remedy of its own; docs/errors.md lists them.</summary>
    public static IReadOnlyDictionary<string, string> All => s_remedies;

    /// <summary>The remedy; null where the code is none of the API's.</summary>
    public static string? Find(string code) => s_remedies.GetValueOrDefault(code)
        ?? (code.StartsWith(Prefix, StringComparison.Ordinal) && code.Length > Prefix.Length && code.AsSpan(Prefix.Length).ContainsAnyExceptInRange('0', '9') is false ? Other : null);
}
