using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Object")]
[OutputType(typeof(R2ObjectInfo))]
public sealed class GetR2ObjectCommand : R2ConditionalCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    private protected override bool KeepsOrder => Ordered;

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        GetObjectOptions options = new() { Conditions = Conditions, SseCustomerKey = ToCustomerKey(SseCustomerKey), ChecksumMode = true };
        ForEachKey(InputObject, Key, key => StartOne($"{bucket}/{key}", cancellation => Client.HeadObjectAsync(bucket, key, options, cancellation)));
    }
}
