using R2.Models;

namespace R2.Cmdlets.Display;

/// <summary>How prompts, -WhatIf and error records name an upload.</summary>
internal static class UploadText
{
    /// <summary>With its id: a key may have several uploads.</summary>
    public static string AddressOf(R2MultipartUpload upload) => $"{upload.BucketName}/{upload.Key} (upload {upload.UploadId})";
}
