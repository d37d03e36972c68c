using R2.Transfer.Journals;

namespace R2.Transfer.Download;

/// <summary>What an interrupted download needs to be taken up: the name of its temporary file, what it was asked to be, and each range that is in the file.</summary>
internal sealed class DownloadJournal : IDisposable
{
    private readonly JournalFile _file;
    private readonly Fingerprint _asked;

    private DownloadJournal(JournalFile file, Fingerprint asked) => (_file, _asked) = (file, asked);

    /// <summary>Name of the temporary file that an earlier run left; null where it left none.</summary>
    public string? EarlierFile => _file.Earlier?.File;

    /// <summary>Whether an earlier run left notes that nobody can read.</summary>
    public bool IsDamaged => _file.IsDamaged || (_file.Earlier is not null && EarlierFile is null);

    /// <returns>The journal; null where there can be none and the download is not to be resumed.</returns>
    /// <exception cref="R2Exception">Another process is downloading the same, or there can be no journal and the download is to be resumed.</exception>
    public static DownloadJournal? Open(TransferOptions options, Uri endpoint, R2DownloadRequest request, Fingerprint asked) =>
        JournalFile.Open(options, $"the download of '{request.BucketName}/{request.Key}' to '{request.Path}'", why => request.OnEvent?.Invoke(new() { Kind = R2TransferEventKind.NotResumable, BucketName = request.BucketName, Key = request.Key, Path = request.Path, Reason = why }), Identity(endpoint, request)) is { } file
            ? new DownloadJournal(file, asked)
            : null;

    /// <summary>Eight hex digits that tell this download from others to the same file.</summary>
    public static string ShortIdentity(Uri endpoint, R2DownloadRequest request) => Fingerprint.Digest(Identity(endpoint, request))[..8];

    /// <summary>What is asked for now and was not then, or the other way round.</summary>
    public IReadOnlyList<string> Differences() => _asked.DifferencesFrom(_file.Earlier?.Asked);

    /// <summary>CRC of the ranges that are in the file, by number.</summary>
    public Dictionary<int, uint> EarlierRanges(DownloadPlan plan) => _file.Entries(JournalJson.Default.DownloadJournalLine)
        .Where(line => line.Slice >= 0 && line.Slice < plan.RangeCount)
        .GroupBy(static line => line.Slice)
        .ToDictionary(static group => group.Key, static group => group.Last().Crc);

    /// <summary>Whether a later run would find the file.</summary>
    public bool IsUsable => _file.IsUsable;

    public void Begin(string file) => _file.Begin(null, file, _asked);

    public void Add(int range, uint crc) => _file.Append(new Line(range, crc), JournalJson.Default.DownloadJournalLine);

    public void Finish() => _file.Finish();

    public void Dispose() => _file.Dispose();

    private static string[] Identity(Uri endpoint, R2DownloadRequest request) =>
        ["download", endpoint.AbsoluteUri, request.BucketName, request.Key, Path.GetFullPath(request.Path)];

    internal sealed record Line(int Slice, uint Crc);
}
