using System.Collections;

namespace R2.Cmdlets.Parameters.Groups;

/// <summary>Parameters of headers and metadata that an object is stored with. See <see cref="ParameterGroups.AddTo{T}"/>.</summary>
internal interface IMetadataParameters
{
    public string? ContentType { get; set; }

    public string? CacheControl { get; set; }

    public string? ContentDisposition { get; set; }

    public string? ContentEncoding { get; set; }

    public string? ContentLanguage { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public IDictionary? Metadata { get; set; }

    public string? StorageClass { get; }
}
