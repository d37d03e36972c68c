using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "R2Object", DefaultParameterSetName = BucketSet)]
[OutputType(typeof(R2Measure))]
public sealed class MeasureR2ObjectCommand : R2BucketCmdlet
{
    private const string BucketSet = "Bucket";
    private const string ObjectSet = "Object";

    private readonly ObjectTally _piped = new(bucket: null, "");
    private ObjectTally? _tally;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = BucketSet)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public override string? BucketName { get; set; }

    /// <summary>Objects of a list; counted as they pass, with no request.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    public R2Object[] InputObject { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = BucketSet)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    /// <summary>Counts by what keys begin with, up to the first of these behind the prefix.</summary>
    [Parameter(ParameterSetName = BucketSet)]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    [Parameter(ParameterSetName = BucketSet)]
    [SupportsWildcards]
    [ValidateNotNull]
    public string[] Include { get; set; } = [];

    [Parameter(ParameterSetName = BucketSet)]
    [SupportsWildcards]
    [ValidateNotNull]
    public string[] Exclude { get; set; } = [];

    protected override void ProcessInput()
    {
        if (ParameterSetName == ObjectSet)
        {
            CountPiped();
            return;
        }

        string bucket = RequireBucket();
        (string prefix, string? delimiter, KeyFilter filter) = (Prefix, Delimiter, new KeyFilter(Include, Exclude));
        Start(bucket, cancellation => delimiter is null
            ? MeasureAsync(bucket, prefix, filter, cancellation)
            : MeasureByPrefixAsync(bucket, new PrefixTallies(bucket, prefix, delimiter), prefix, filter, cancellation));
    }

    protected override void EndInput()
    {
        if (ParameterSetName == ObjectSet)
        {
            WriteObject((_tally ?? _piped).ToMeasure());
        }
    }

    private void CountPiped()
    {
        foreach (R2Object item in InputObject)
        {
            _tally ??= new ObjectTally(item.BucketName, "");
            _tally.Add(item);
        }
    }

    private async Task MeasureAsync(string bucket, string prefix, KeyFilter filter, CancellationToken cancellation)
    {
        ObjectTally tally = new(bucket, prefix);
        await foreach (R2Object item in ListAsync(bucket, prefix, filter, cancellation).ConfigureAwait(false))
        {
            tally.Add(item);
        }

        await WriteObjectAsync(tally.ToMeasure()).ConfigureAwait(false);
    }

    private async Task MeasureByPrefixAsync(string bucket, PrefixTallies tallies, string prefix, KeyFilter filter, CancellationToken cancellation)
    {
        await foreach (R2Object item in ListAsync(bucket, prefix, filter, cancellation).ConfigureAwait(false))
        {
            if (tallies.Add(item) is { } finished)
            {
                await WriteObjectAsync(finished).ConfigureAwait(false);
            }
        }

        await WriteObjectAsync(tallies.Finish(), enumerate: true).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<R2Object> ListAsync(
        string bucket, string prefix, KeyFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ListObjectsOptions options = new() { Prefix = prefix.Length == 0 ? null : prefix };
        await foreach (R2ObjectPage page in Client.EnumerateObjectPagesAsync(bucket, options, cancellation).ConfigureAwait(false))
        {
            foreach (R2Object item in page.Objects.Where(item => filter.Matches(item.Key)))
            {
                yield return item;
            }
        }
    }
}
