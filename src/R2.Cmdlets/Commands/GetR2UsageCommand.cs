using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Results;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Usage", DefaultParameterSetName = ByBucket)]
[OutputType(typeof(R2Usage), typeof(R2AccountMetrics))]
public sealed class GetR2UsageCommand : R2Cmdlet
{
    private const string ByBucket = "Bucket";
    private const string Whole = "Account";

    /// <summary>As long as Cloudflare keeps it.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(31);

    /// <summary>Names of buckets, or patterns of them; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByBucket)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[] BucketName { get; set; } = ["*"];

    /// <summary>Beginning of the time; 30 days before its end when left out.</summary>
    [Parameter(ParameterSetName = ByBucket)]
    public DateTimeOffset? From { get; set; }

    /// <summary>End of the time; now when left out.</summary>
    [Parameter(ParameterSetName = ByBucket)]
    public DateTimeOffset? To { get; set; }

    /// <summary>What the account stores now, of each storage class.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Whole)]
    public SwitchParameter Account { get; set; }

    private protected override string? ApiGroups => ApiGroup.ReadAndAnalytics;

    protected override void ProcessInput()
    {
        if (Account)
        {
            StartOne(Session.AccountId, cancellation => Api.GetAccountMetricsAsync(cancellation));
            return;
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        // Cloudflare takes whole seconds: the one that is under way counts.
        DateTimeOffset to = To ?? now.AddSeconds(1);
        DateTimeOffset from = From ?? to - TimeSpan.FromDays(30);
        if (from >= to || now - from > s_kept + TimeSpan.FromMinutes(1))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"-From is {from:u} and -To is {to:u}; it must be a time within the last 31 days, for which Cloudflare keeps what was used.");
        }

        WildcardPattern[] patterns = [.. BucketName.Select(static name => new WildcardPattern(name, WildcardOptions.None))];
        bool all = BucketName is ["*"];
        Start(Session.AccountId, async cancellation =>
        {
            IReadOnlyList<R2BucketStorage> storage = await Api.GetStorageAsync(from, to, cancellation).ConfigureAwait(false);
            IReadOnlyList<R2BucketOperations> operations = await Api.GetOperationsAsync(from, to, cancellation).ConfigureAwait(false);
            foreach (R2Usage usage in UsageSum.Of(storage, operations, from, to).Where(usage => all || patterns.Any(pattern => pattern.IsMatch(usage.BucketName ?? ""))))
            {
                await WriteObjectAsync(usage).ConfigureAwait(false);
            }
        });
    }
}
