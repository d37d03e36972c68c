using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Listing;
using R2.Cmdlets.Parameters;
using R2.Files;
using R2.Listing;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2ObjectList")]
[OutputType(typeof(R2Object), typeof(R2Prefix))]
public sealed class GetR2ObjectListCommand : R2Cmdlet, IBucketCmdlet
{
    private const int MaxPageSize = 1000;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? Prefix { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    /// <summary>Lists keys after this one, in the order of their UTF-8 bytes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StartAfter { get; set; }

    /// <summary>Lists no more than so many.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long First { get; set; } = long.MaxValue;

    /// <summary>Lists only keys like one of these; case counts, as it does in keys.</summary>
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
        KeyFilter filter = new(Include, Exclude);
        WriteErrorOnFailure(InputObject, () =>
        {
            string bucket = RequireBucket();
            ListObjectsOptions options = new()
            {
                Prefix = PrefixOf(InputObject, Prefix),
                Delimiter = Delimiter,
                StartAfter = StartAfter,
                MaxKeys = filter.IsEmpty && First < MaxPageSize ? (int)First : null,
                RequestsAtOnce = First == long.MaxValue ? ListLimits.Usual : 1,
            };
            Start(bucket, cancellation => ListAsync(bucket, options, filter, cancellation));
        });
    }

    private async Task ListAsync(string bucket, ListObjectsOptions options, KeyFilter filter, CancellationToken cancellation)
    {
        long left = First;
        bool any = false;
        await foreach (R2ObjectPage page in Client.EnumerateObjectPagesAsync(bucket, options, cancellation).ConfigureAwait(false))
        {
            IEnumerable<object> prefixes = page.Prefixes.Where(item => filter.Matches(item.Prefix));
            IEnumerable<object> objects = page.Objects.Where(item => filter.Matches(item.Key));
            object[] chosen = [.. prefixes.Concat(objects).Take((int)Math.Min(left, int.MaxValue))];
            left -= chosen.Length;
            any |= page.Objects.Count + page.Prefixes.Count > 0;
            if (chosen.Length > 0)
            {
                // A page at a time: one hop between threads for a thousand objects.
                await WriteObjectAsync(chosen, enumerate: true).ConfigureAwait(false);
            }

            if (left == 0)
            {
                return;
            }
        }

        if (!any && options.Prefix?.Contains('*', StringComparison.Ordinal) == true)
        {
            await WriteWarningAsync($"No key in '{bucket}' begins with '{options.Prefix}'. A prefix is not a pattern; use -Include for patterns: Get-R2ObjectList {bucket} -Include {CommandText.Quote(options.Prefix)}").ConfigureAwait(false);
        }
        else if (!any && options.Prefix is { } prefix && CommandText.BackslashHint(prefix, PathRules.Here) is { } hint)
        {
            await WriteWarningAsync(hint).ConfigureAwait(false);
        }
    }
}
