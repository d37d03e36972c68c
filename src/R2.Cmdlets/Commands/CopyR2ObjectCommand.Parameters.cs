using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>What it can be given.</summary>
public sealed partial class CopyR2ObjectCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? Key { get; set; }

    /// <summary>What is piped in, as it is: <see cref="PipedInput"/> looks at it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Key of the copy; the source's own when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string? DestinationKey { get; set; }

    /// <summary>Bucket of the copy; the source's own when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationBucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? DestinationBucketName { get; set; }

    /// <summary>Connection of the copy; the source's own when left out.</summary>
    [Parameter]
    [ConnectionInput]
    public R2Connection? DestinationConnection { get; set; }

    /// <summary>Leaves objects at destinations as they are.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Whether metadata is copied, replaced by this command's, or merged with it.</summary>
    [Parameter]
    public R2MetadataDirective? MetadataDirective { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationIfMatch { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DestinationIfNoneMatch { get; set; }

    /// <summary>The customer's key of the source; -SseCustomerKey is the copy's.</summary>
    [Parameter]
    [ValidateNotNull]
    public byte[]? SourceSseCustomerKey { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    [Parameter]
    public string? ContentType { get; set; }

    [Parameter]
    public string? CacheControl { get; set; }

    [Parameter]
    public string? ContentDisposition { get; set; }

    [Parameter]
    public string? ContentEncoding { get; set; }

    [Parameter]
    public string? ContentLanguage { get; set; }

    [Parameter]
    public DateTimeOffset? Expires { get; set; }

    [Parameter]
    [MetadataTransformation]
    public IDictionary? Metadata { get; set; }

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

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
}
