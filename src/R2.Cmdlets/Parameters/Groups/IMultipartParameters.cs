namespace R2.Cmdlets.Parameters.Groups;

/// <summary>Parameters that name a multipart upload, by its properties, so that an upload can be piped in. See <see cref="ParameterGroups.ToUpload"/>.</summary>
internal interface IMultipartParameters
{
    public string Key { get; }

    public string UploadId { get; }
}
