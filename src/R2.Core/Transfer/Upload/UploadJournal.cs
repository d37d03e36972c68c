using R2.Models;
using R2.Transfer.Journals;

namespace R2.Transfer.Upload;

/// <summary>What an interrupted upload needs to be taken up: its id, what it was asked to be, and each stored part.</summary>
internal sealed class UploadJournal : IDisposable
{
    /// <summary>Longer ones are no upload ids.</summary>
    private const int MaxIdLength = 2048;

    private readonly JournalFile _file;
    private readonly Fingerprint _asked;

    private UploadJournal(JournalFile file, Fingerprint asked) => (_file, _asked) = (file, asked);

    /// <summary>Id of the upload that an earlier run left; null where it left none.</summary>
    public string? EarlierUploadId => _file.Earlier?.UploadId is { Length: > 0 and <= MaxIdLength } id ? id : null;

    /// <summary>Whether an earlier run left notes that nobody can read.</summary>
    public bool IsDamaged => _file.IsDamaged || (_file.Earlier is not null && EarlierUploadId is null);

    /// <summary>Whether a later run would find the upload.</summary>
    public bool IsUsable => _file.IsUsable;

    /// <summary>Opens the journal of one source and one target.</summary>
    /// <returns>The journal; null where there can be none and the upload is not to be resumed.</returns>
    /// <exception cref="R2Exception">Another process is uploading the same, or there can be no journal and the upload is to be resumed.</exception>
    public static UploadJournal? Open(TransferOptions options, Uri endpoint, R2UploadRequest request, Fingerprint asked) =>
        JournalFile.Open(
            options,
            $"the upload of '{request.Content.Description}' to '{request.BucketName}/{request.Key}'",
            why => request.OnEvent?.Invoke(new() { Kind = R2TransferEventKind.NotResumable, BucketName = request.BucketName, Key = request.Key, Reason = why }),
            "upload",
            endpoint.AbsoluteUri,
            request.BucketName,
            request.Key,
            request.Content.Description) is { } file ? new UploadJournal(file, asked) : null;

    /// <summary>What is asked for now and was not then, or the other way round.</summary>
    public IReadOnlyList<string> Differences() => _asked.DifferencesFrom(_file.Earlier?.Asked);

    /// <summary>Parts that an earlier run stored, by number.</summary>
    public IReadOnlyDictionary<int, R2Part> EarlierParts() => _file.Entries(JournalJson.Default.UploadJournalLine)
        .Where(static line => line.ETag is not null)
        .GroupBy(static line => line.Number)
        .ToDictionary(static group => group.Key, static group => group.Last().ToPart());

    public void Begin(string uploadId) => _file.Begin(uploadId, null, _asked);

    public void Add(R2Part part) => _file.Append(new Line(part.PartNumber, part.ETag, part.Size, part.Checksums.Count > 0 ? new(part.Checksums[0].Kind, part.Checksums[0].Value) : null), JournalJson.Default.UploadJournalLine);

    public void Finish() => _file.Finish();

    public void Dispose() => _file.Dispose();

    internal sealed record Line(int Number, string ETag, long Size, LineChecksum? Checksum)
    {
        public R2Part ToPart() => new() { PartNumber = Number, ETag = ETag, Size = Size, Checksums = Checksum is null ? [] : [new R2Checksum(Checksum.Algorithm, Checksum.Value)] };
    }

    internal sealed record LineChecksum(R2ChecksumAlgorithm Algorithm, string Value);
}
