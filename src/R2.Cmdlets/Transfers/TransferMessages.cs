namespace R2.Cmdlets.Transfers;

/// <summary>What is said of an event of a transfer, with what to type.</summary>
internal static class TransferMessages
{
    /// <summary>Whether a person has to know of it; the others are for those who ask.</summary>
    public static bool IsWarning(R2TransferEventKind kind) =>
        kind is not (R2TransferEventKind.UploadResumed or R2TransferEventKind.DownloadResumed or R2TransferEventKind.NotResumable);

    public static string For(R2TransferEvent e) => e.Kind switch
    {
        R2TransferEventKind.UploadResumed => $"The upload of '{e.Key}' resumes: {e.PartsDone} of {e.PartCount} parts are already stored.",
        R2TransferEventKind.DownloadResumed => $"The download of '{e.Key}' resumes: {e.PartsDone} of {e.PartCount} ranges have already arrived.",
        R2TransferEventKind.UploadRestarted => $"The upload of '{e.Key}' starts over; {e.Reason}.",
        R2TransferEventKind.DownloadRestarted => $"The download of '{e.Key}' to '{e.Path}' starts over; {e.Reason}.",
        R2TransferEventKind.UploadKept =>
            $"The upload of '{e.Key}' was interrupted after {e.PartsDone} parts, which are kept: run the same command again with -Resume, or abort it with Stop-R2MultipartUpload (upload id {e.UploadId}).",
        R2TransferEventKind.DownloadKept => $"The download of '{e.Key}' was interrupted; what has arrived is kept in '{e.Path}': run the same command again with -Resume.",
        R2TransferEventKind.UploadLeft =>
            $"The unfinished upload of '{e.Key}' could not be aborted ({e.Reason}). R2 charges for its parts until it expires after seven days: Stop-R2MultipartUpload, upload id {e.UploadId}.",
        R2TransferEventKind.UploadMayBeLeft =>
            $"Whether the server began an upload of '{e.Key}' is unknown: no response came. If it did, an unfinished upload without parts stays until R2 aborts it after seven days; Get-R2MultipartUpload -Key shows it.",
        _ => $"{e.Reason} It is not needed without -Resume.",
    };
}
