using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Display;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Remove, "R2Object", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(R2DeleteResult))]
public sealed class RemoveR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet
{
    private const int MaxKeyBytes = 1024;

    private readonly Dictionary<string, List<string>> _batches = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        ForEachKey(InputObject, Key, key =>
        {
            // The server does not tell a key that it never had.
            if (InputObject?.BaseObject is null or string && NameHints.OfUnknownKey(key) is { } hint)
            {
                WriteWarning(key.Contains('*', StringComparison.Ordinal)
                    ? $"{hint}. To remove what a pattern matches, pipe it in: Get-R2ObjectList {bucket} -Include {CommandText.Quote(key)} | Remove-R2Object"
                    : $"{hint}.");
            }

            if (ShouldProcess($"{bucket}/{key}", "Remove object"))
            {
                Add(bucket, key);
            }
        });
    }

    protected override void EndInput()
    {
        foreach ((string bucket, List<string> keys) in _batches)
        {
            StartBatch(bucket, keys);
        }
    }

    private void Add(string bucket, string key)
    {
        if (!CanBatch(key))
        {
            Start($"{bucket}/{key}", cancellation => RemoveOneAsync(bucket, key, cancellation));
            return;
        }

        if (!_batches.TryGetValue(bucket, out List<string>? keys))
        {
            _batches[bucket] = keys = [];
        }

        keys.Add(key);
        if (keys.Count == R2Client.MaxDeleteKeys)
        {
            _batches.Remove(bucket);
            StartBatch(bucket, keys);
        }
    }

    // A key that breaks the rules fails alone, not with the 999 others of its batch.
    private static bool CanBatch(string key) =>
        R2Client.CanDeleteInBatch(key) && Encoding.UTF8.GetByteCount(key) is >= 1 and <= MaxKeyBytes;

    private void StartBatch(string bucket, List<string> keys) =>
        Start(keys.Count == 1 ? $"{bucket}/{keys[0]}" : bucket, cancellation => RemoveBatchAsync(bucket, keys, cancellation));

    private async Task RemoveOneAsync(string bucket, string key, CancellationToken cancellation)
    {
        await Client.DeleteObjectAsync(bucket, key, cancellation).ConfigureAwait(false);
        await ReportAsync(new R2DeleteResult { BucketName = bucket, Key = key }).ConfigureAwait(false);
    }

    private async Task RemoveBatchAsync(string bucket, List<string> keys, CancellationToken cancellation)
    {
        foreach (R2DeleteResult result in await Client.DeleteObjectsAsync(bucket, keys, cancellation).ConfigureAwait(false))
        {
            await ReportAsync(result).ConfigureAwait(false);
        }
    }

    private Task ReportAsync(R2DeleteResult result)
    {
        if (result.ErrorCode is not null)
        {
            return WriteErrorAsync(ErrorRecords.From(result));
        }

        return PassThru ? WriteObjectAsync(result) : Task.CompletedTask;
    }
}
