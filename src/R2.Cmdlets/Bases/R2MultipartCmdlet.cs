using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet about one multipart upload, named by its properties, so that an upload can be piped to it.</summary>
public abstract class R2MultipartCmdlet : R2ObjectCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [KeyText]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string Key { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UploadCompleter))]
    public string UploadId { get; set; } = "";

    /// <summary>The upload that these parameters name; the next input overwrites them.</summary>
    protected R2MultipartUpload Upload() => new() { BucketName = RequireBucket(), Key = Key, UploadId = UploadId };

    /// <summary>How prompts, -WhatIf and error records name an upload: a key may have several.</summary>
    protected static string AddressOf(R2MultipartUpload upload) => $"{upload.BucketName}/{upload.Key} (upload {upload.UploadId})";
}
