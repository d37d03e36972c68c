using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Buckets;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2Bucket", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2BucketCommand : R2Cmdlet
{
    private (string Bucket, long Total, BucketEmptier Emptier)? _shown;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[]? BucketName { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Removes the objects first, and ends unfinished uploads.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessInput() => ForEachBucket(InputObject, BucketName, name =>
    {
        if (Force)
        {
            Start(name, cancellation => ForceAsync(name, cancellation));
        }
        else if (ShouldProcess(name, "Remove bucket"))
        {
            Start(name, cancellation => Client.DeleteBucketAsync(name, cancellation));
        }
    });

    protected override void OnTick()
    {
        if (_shown is var (bucket, total, emptier))
        {
            int percent = (int)Math.Min(100, emptier.Removed * 100 / Math.Max(1, total));
            WriteProgress(new ProgressRecord(0, $"Emptying {bucket}", $"{emptier.Removed:N0} of {total:N0} objects") { PercentComplete = percent });
        }
    }

    private async Task ForceAsync(string name, CancellationToken cancellation)
    {
        BucketContent content = await BucketContent.CountAsync(Client, name, cancellation).ConfigureAwait(false);
        if (!await ShouldProcessAsync(name, $"Remove bucket with {content}").ConfigureAwait(false))
        {
            return;
        }

        BucketEmptier emptier = new(Client, name);
        _shown = (name, content.Objects, emptier);
        bool isEmpty = await emptier.RunAsync(ReportAsync, cancellation).ConfigureAwait(false);
        _shown = null;
        await WriteProgressAsync(new ProgressRecord(0, $"Emptying {name}", "done") { RecordType = ProgressRecordType.Completed }).ConfigureAwait(false);
        if (isEmpty)
        {
            await Client.DeleteBucketAsync(name, cancellation).ConfigureAwait(false);
        }
    }

    private Task ReportAsync(R2DeleteResult result) => WriteErrorAsync(ErrorRecords.From(result));
}
