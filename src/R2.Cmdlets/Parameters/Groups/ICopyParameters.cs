using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Models;

namespace R2.Cmdlets.Parameters.Groups;

/// <summary>Parameters of what makes an object of another within the server. See <see cref="Transfers.CopySession"/>.</summary>
internal interface ICopyParameters : IConditionParameters, IMetadataParameters, ICustomerKeyParameters
{
    public string? Key { get; }

    public PSObject? InputObject { get; }

    public string? DestinationKey { get; set; }

    public string? DestinationBucketName { get; set; }

    public R2Connection? DestinationConnection { get; }

    public SwitchParameter SkipExisting { get; }

    public R2MetadataDirective? MetadataDirective { get; }

    public string? DestinationIfMatch { get; }

    public string? DestinationIfNoneMatch { get; }

    public byte[]? SourceSseCustomerKey { get; }
}
