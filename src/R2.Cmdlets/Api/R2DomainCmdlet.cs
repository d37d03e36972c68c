using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>A cmdlet that publishes buckets at domains of one's own, or changes how.</summary>
public abstract class R2DomainCmdlet : R2Cmdlet, IBucketCmdlet
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(15);

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DomainCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>Whether the bucket can be read there.</summary>
    [Parameter]
    public bool? Enabled { get; set; }

    [Parameter]
    [ValidateSet("1.0", "1.1", "1.2", "1.3")]
    public string? MinTls { get; set; }

    /// <summary>Ciphers, by their names in BoringSSL.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Cipher { get; set; } = [];

    /// <summary>Waits until DNS record and certificate are there.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits at most.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Timeout { get; set; } = s_timeout;

    private protected R2BucketDomainOptions Options => new() { Enabled = Enabled, MinTls = MinTls, Ciphers = Cipher };

    /// <summary>The domain as it is, or as it is once it is active where that was asked for.</summary>
    private protected async Task<R2BucketDomain> ReadAsync(string bucket, string domain, bool wait, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!wait)
        {
            return await Api.GetDomainAsync(bucket, domain, cancellation).ConfigureAwait(false);
        }

        try
        {
            return await Waiting.UntilAsync(
                () => Api.GetDomainAsync(bucket, domain, cancellation),
                static found => found.IsActive || Refused(found),
                found => WriteProgressAsync(new ProgressRecord(0, $"Waiting for {domain}", $"DNS record {found.Ownership}, certificate {found.Ssl}")),
                timeout,
                found => new R2Exception(
                    R2ErrorCodes.Timeout, string.Create(CultureInfo.InvariantCulture, $"The domain '{domain}' is set up, but was not active within {timeout.TotalSeconds:0} s: DNS record {found.Ownership}, certificate {found.Ssl}."))
                {
                    BucketName = bucket,
                },
                Api.IsReplay,
                cancellation).ConfigureAwait(false) is var done && Refused(done)
                ? throw new R2Exception("DomainNotActive", $"The domain '{domain}' will not become active by itself: DNS record {done.Ownership}, certificate {done.Ssl}.") { BucketName = bucket }
                : done;
        }
        finally
        {
            await WriteProgressAsync(new ProgressRecord(0, $"Waiting for {domain}", "done") { RecordType = ProgressRecordType.Completed }).ConfigureAwait(false);
        }
    }

    private static bool Refused(R2BucketDomain domain) => domain.Ownership is "blocked" or "error" or "deactivated" || domain.Ssl is "error" or "deactivated";
}
