using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that stores objects, with their metadata.</summary>
public abstract class R2StoringCmdlet : R2ConditionalCmdlet
{
    [Parameter]
    public virtual string? ContentType { get; set; }

    [Parameter]
    public virtual string? CacheControl { get; set; }

    [Parameter]
    public virtual string? ContentDisposition { get; set; }

    [Parameter]
    public virtual string? ContentEncoding { get; set; }

    [Parameter]
    public virtual string? ContentLanguage { get; set; }

    [Parameter]
    public virtual DateTimeOffset? Expires { get; set; }

    [Parameter]
    [MetadataTransformation]
    public virtual IDictionary? Metadata { get; set; }

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    /// <summary>Adds these parameters to the options of an operation.</summary>
    protected T WithMetadata<T>(T options)
        where T : ObjectWriteOptions
    {
        ObjectWriteOptions stored = options;
        return (T)(stored with
        {
            ContentType = ContentType,
            CacheControl = CacheControl,
            ContentDisposition = ContentDisposition,
            ContentEncoding = ContentEncoding,
            ContentLanguage = ContentLanguage,
            Expires = Expires,
            Metadata = Dictionaries.ToMetadata(Metadata),
            StorageClass = StorageClass,
            SseCustomerKey = ToCustomerKey(SseCustomerKey),
        });
    }

    /// <summary>Whether any parameter would change a copy's metadata.</summary>
    protected bool GivesMetadata => Metadata is not null || Expires is not null
        || (ContentType ?? CacheControl ?? ContentDisposition ?? ContentEncoding ?? ContentLanguage) is not null;
}
