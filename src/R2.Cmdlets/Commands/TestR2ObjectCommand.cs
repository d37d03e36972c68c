using System.Management.Automation;
using System.Net;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsDiagnostic.Test, "R2Object")]
[OutputType(typeof(bool))]
public sealed class TestR2ObjectCommand : R2ObjectCmdlet
{
    private Task _before = Task.CompletedTask;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        ForEachKey(InputObject, Key, key =>
        {
            // Results come in the order of the keys, unlike elsewhere: a bare bool does not say which key it is about.
            (Task before, TaskCompletionSource said) = (_before, new TaskCompletionSource());
            _before = said.Task;
            Start($"{bucket}/{key}", cancellation => WriteInOrderAsync(bucket, key, before, said, cancellation));
        });
    }

    private async Task WriteInOrderAsync(string bucket, string key, Task before, TaskCompletionSource said, CancellationToken cancellation)
    {
        try
        {
            Task<bool> exists = ExistsAsync(bucket, key, cancellation);
            await Task.WhenAll(before, exists).ConfigureAwait(false);
            await WriteObjectAsync(await exists.ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            said.SetResult();
        }
    }

    private async Task<bool> ExistsAsync(string bucket, string key, CancellationToken cancellation)
    {
        try
        {
            await Client.HeadObjectAsync(bucket, key, cancellationToken: cancellation).ConfigureAwait(false);
            return true;
        }
        catch (R2Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
