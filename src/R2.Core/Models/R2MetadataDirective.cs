namespace R2.Models;

/// <summary>What CopyObject does with the metadata of its source.</summary>
public enum R2MetadataDirective
{
    /// <summary>Keeps the source's headers and metadata.</summary>
    Copy,

    /// <summary>Stores those of the request alone.</summary>
    Replace,

    /// <summary>Keeps the source's and lays those of the request over them; R2's own extension.</summary>
    Merge,
}
