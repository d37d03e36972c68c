namespace R2.Transfer;

/// <summary>What an interrupted download needs to go on: a line that names the version and how it is cut, and a line for each slice that is in the file.</summary>
internal sealed class DownloadJournal : IDisposable
{
    private readonly JournalFile _file;

    private DownloadJournal(JournalFile file) => _file = file;

    /// <exception cref="R2Exception">Another process is downloading the same.</exception>
    public static DownloadJournal Open(TransferOptions options, Uri endpoint, R2DownloadRequest request) => new(JournalFile.Open(
        StateDirectory.FileFor(options, "download", endpoint.AbsoluteUri, request.BucketName, request.Key, request.Path),
        $"the download of '{request.BucketName}/{request.Key}' to '{request.Path}'"));

    /// <summary>CRC of the slices that are in the file already; null unless the journal is of this version, cut the same way.</summary>
    public Dictionary<int, uint>? SlicesOf(string? etag, DownloadPlan plan) =>
        _file.Lines.Count > 0 && JournalFile.Parse<Header>(_file.Lines[0]) == new Header(etag, plan.Length, plan.PartSize, plan.SliceSize)
            ? _file.Lines.Skip(1).Select(JournalFile.Parse<Line>).OfType<Line>().GroupBy(l => l.Slice).ToDictionary(g => g.Key, g => g.Last().Crc)
            : null;

    /// <summary>Whether an earlier run left anything at all.</summary>
    public bool HasEarlier => _file.Lines.Count > 0;

    public void Begin(string? etag, DownloadPlan plan)
    {
        _file.Clear();
        _file.Append(new Header(etag, plan.Length, plan.PartSize, plan.SliceSize));
    }

    public void Add(int slice, uint crc) => _file.Append(new Line(slice, crc));

    public void Finish() => _file.Finish();

    public void Dispose() => _file.Dispose();

    private sealed record Header(string? ETag, long Length, long PartSize, long SliceSize);

    private sealed record Line(int Slice, uint Crc);
}
