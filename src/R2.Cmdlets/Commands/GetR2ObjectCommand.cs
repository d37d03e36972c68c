using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Parameters.Groups;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Object")]
[OutputType(typeof(R2ObjectInfo))]
public sealed class GetR2ObjectCommand : R2ObjectCmdlet, IBucketCmdlet, IConditionParameters, ICustomerKeyParameters
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

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfNoneMatch { get; set; }

    [Parameter]
    public DateTimeOffset? IfModifiedSince { get; set; }

    [Parameter]
    public DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>Key of server-side encryption with a customer's key: 32 bytes.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SseCustomerKey { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    private protected override bool KeepsOrder => Ordered;

    protected override void ProcessInput()
    {
        string bucket = RequireBucket();
        GetObjectOptions options = new() { Conditions = this.ToConditions(), SseCustomerKey = this.ToCustomerKey(), ChecksumMode = true };
        ForEachKey(InputObject, Key, key => StartOne($"{bucket}/{key}", cancellation => Client.HeadObjectAsync(bucket, key, options, cancellation)));
    }
}
