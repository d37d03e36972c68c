using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Bucket")]
[OutputType(typeof(R2Bucket))]
public sealed class GetR2BucketCommand : R2Cmdlet
{
    /// <summary>Names, or patterns of them; all buckets when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [AllowNull]
    [AllowEmptyString]
    [BucketText]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string[]? BucketName { get; set; } = ["*"];

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessInput() =>
        ForEachBucket(InputObject, BucketName, name => Start(name, cancellation => ListAsync(name, cancellation)));

    private async Task ListAsync(string name, CancellationToken cancellation)
    {
        bool isPattern = WildcardPattern.ContainsWildcardCharacters(name);
        WildcardPattern pattern = new(name, WildcardOptions.None);
        string prefix = name[..(name.AsSpan().IndexOfAny('*', '?', '[') is var index and >= 0 ? index : name.Length)];
        bool found = false;
        await foreach (R2Bucket bucket in Client.EnumerateBucketsAsync(prefix.Length == 0 ? null : prefix, cancellation).ConfigureAwait(false))
        {
            if (isPattern ? pattern.IsMatch(bucket.BucketName) : bucket.BucketName == name)
            {
                found = true;
                await WriteObjectAsync(bucket).ConfigureAwait(false);
            }
        }

        if (!found && !isPattern)
        {
            throw new R2Exception(R2ErrorCodes.NoSuchBucket, $"The account has no bucket '{name}'.") { StatusCode = System.Net.HttpStatusCode.NotFound, BucketName = name };
        }
    }
}
