namespace R2.Unit.Model;

public enum ModelAction
{
    Upload,

    /// <summary>The last upload once more, resumed, perhaps with other options or other content of the same length and time.</summary>
    UploadAgain,
    Download,
    DownloadAgain,
    TwoUploads,
    TwoDownloads,
    Copy,
    Move,
    SetMetadata,
    Delete,
}
