using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Listing;
using R2.Cmdlets.Parameters;
using R2.Listing;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "R2Object")]
[OutputType(typeof(R2Measure))]
public sealed class MeasureR2ObjectCommand : R2Cmdlet, IBucketCmdlet
{
    /// <summary>So many parts are held back until all is counted, to say the share of each. More than that nobody looks at, and they come as they are finished.</summary>
    private const int MostShared = 500;

    private ObjectTally? _tally;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Objects of a list, counted as they pass, with no request; buckets and prefixes, each measured by itself.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject[]? InputObject { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? Prefix { get; set; }

    /// <summary>Counts by what keys begin with, up to the first of these behind the prefix.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Include { get; set; } = [];

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Exclude { get; set; } = [];

    protected override void ProcessInput()
    {
        foreach (PSObject? input in InputObject ?? [null!])
        {
            WriteErrorOnFailure(input, () => Measure(input));
        }
    }

    protected override void EndInput()
    {
        if (_tally is not null)
        {
            WriteObject(_tally.ToMeasure());
        }
    }

    private void Measure(PSObject? input)
    {
        if (input is not null && new PipedRow(input) is var row && row.ToObject() is { } item)
        {
            if (Delimiter is not null || Include.Length + Exclude.Length > 0)
            {
                throw row.Refuse("is an object, to which -Delimiter, -Include and -Exclude do not apply: they are for buckets and prefixes; filter objects with Where-Object");
            }

            (_tally ??= new ObjectTally(item.BucketName, "")).Add(item);
            return;
        }

        (string prefix, string? delimiter, KeyFilter filter) = (PrefixOf(input, Prefix) ?? "", Delimiter, new KeyFilter(Include, Exclude));
        string bucket = RequireBucket();
        Start(bucket, cancellation => delimiter is null
            ? MeasureAsync(bucket, prefix, filter, cancellation)
            : MeasureByPrefixAsync(bucket, new PrefixTallies(bucket, prefix, delimiter), prefix, filter, cancellation));
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
        List<R2Measure> held = [];
        (long all, bool isLong) = (0, false);
        await foreach (R2Object item in ListAsync(bucket, prefix, filter, cancellation).ConfigureAwait(false))
        {
            all += item.Size;
            if (tallies.Add(item) is { } finished)
            {
                held.Add(finished);
            }

            isLong |= held.Count > MostShared;
            if (isLong && held.Count > 0)
            {
                await WriteObjectAsync(held.ToArray(), enumerate: true).ConfigureAwait(false);
                held.Clear();
            }
        }

        await WriteObjectAsync(held.Concat(tallies.Finish()).Select(part => part with { Share = all == 0 ? 0 : (double)part.Size / all }), enumerate: true).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<R2Object> ListAsync(
        string bucket, string prefix, KeyFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        ListObjectsOptions options = new() { Prefix = prefix.Length == 0 ? null : prefix, RequestsAtOnce = ListLimits.Usual };
        await foreach (R2ObjectPage page in Client.EnumerateObjectPagesAsync(bucket, options, cancellation).ConfigureAwait(false))
        {
            foreach (R2Object item in page.Objects.Where(item => filter.Matches(item.Key)))
            {
                yield return item;
            }
        }
    }
}
