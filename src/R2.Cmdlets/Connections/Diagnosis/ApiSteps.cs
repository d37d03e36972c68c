using System.Globalization;
using R2.Cmdlets.Errors;
using R2.Models;

namespace R2.Cmdlets.Connections.Diagnosis;

/// <summary>What the API token of a connection is, and whether it may read with Cloudflare's own API.</summary>
/// <param name="api">Client to ask with.</param>
/// <param name="bucket">Bucket, or null.</param>
internal sealed class ApiSteps(R2ApiClient api, string? bucket)
{
    /// <summary>A token that ends sooner is warned of.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(7);

    public async Task<StepResult> VerifyAsync(CancellationToken cancellation)
    {
        R2ApiTokenInfo token = await api.VerifyTokenAsync(cancellation).ConfigureAwait(false);
        string end = token.Expires is { } expires ? $", until {expires.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}" : "";
        string found = $"{api.BaseAddress.Host} knows the token {token.Id}: {token.Status}{end}";
        return !token.IsActive ? StepResult.Failed(found, Remedies.For("ApiTokenInactive"))
            : token.Expires - DateTimeOffset.UtcNow < s_soon ? StepResult.Warning(found, Remedies.For("ApiTokenInactive"))
            : StepResult.Passed(found);
    }

    public async Task<StepResult> ReadAsync(CancellationToken cancellation)
    {
        if (bucket is null)
        {
            await foreach (R2BucketInfo one in api.EnumerateBucketsAsync(cancellationToken: cancellation).ConfigureAwait(false))
            {
                return StepResult.Passed($"may list buckets, {one.BucketName} among them");
            }

            return StepResult.Passed("may list buckets; there are none");
        }

        R2BucketInfo info = await api.GetBucketAsync(bucket, cancellation).ConfigureAwait(false);
        return StepResult.Passed($"may look at {info.BucketName}{(info.Location is { } location ? $", which is in {location}" : "")}");
    }
}
