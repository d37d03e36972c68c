using R2.Models;

namespace R2.Transfer;

/// <summary>What an interrupted upload needs to go on: a line that names the upload and its source, and a line for each stored part. No secret, no data.</summary>
internal sealed class UploadJournal : IDisposable
{
    private readonly JournalFile _file;

    private UploadJournal(JournalFile file) => (_file, Earlier) = (file, Read(file.Lines));

    /// <summary>What an earlier run left; null where it left nothing.</summary>
    public Record? Earlier { get; }

    /// <summary>Opens the journal of one source and one target.</summary>
    /// <exception cref="R2Exception">Another process is uploading the same.</exception>
    public static UploadJournal Open(TransferOptions options, Uri endpoint, R2UploadRequest request) => new(JournalFile.Open(
        StateDirectory.FileFor(options, "upload", endpoint.AbsoluteUri, request.BucketName, request.Key, request.Source.Description),
        $"the upload of '{request.Source.Description}' to '{request.BucketName}/{request.Key}'"));

    public void Begin(string uploadId, PartPlan plan, UploadSource source)
    {
        _file.Clear();
        _file.Append(new Header(uploadId, plan.Length, plan.PartSize, (source as FileSource)?.LastWriteTime));
    }

    public void Add(R2Part part) => _file.Append(new Line(part.PartNumber, part.ETag, part.Size, part.Checksums.Count > 0 ? part.Checksums[0] : null));

    public void Finish() => _file.Finish();

    public void Dispose() => _file.Dispose();

    private static Record? Read(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || JournalFile.Parse<Header>(lines[0]) is not { UploadId: not null } header)
        {
            return null;
        }

        Record record = new(header);
        foreach (Line line in lines.Skip(1).Select(JournalFile.Parse<Line>).OfType<Line>().Where(l => l.ETag is not null))
        {
            record.Parts[line.Number] = new R2Part { PartNumber = line.Number, ETag = line.ETag, Size = line.Size, Checksums = line.Checksum is null ? [] : [line.Checksum] };
        }

        return record;
    }

    internal sealed class Record(Header header)
    {
        public string UploadId => header.UploadId;

        public Dictionary<int, R2Part> Parts { get; } = [];

        /// <summary>Whether the parts would come out the same today.</summary>
        public bool Matches(PartPlan plan, UploadSource source) =>
            header.Length == plan.Length && header.PartSize == plan.PartSize && header.LastWriteTime == (source as FileSource)?.LastWriteTime;
    }

    internal sealed record Header(string UploadId, long Length, long PartSize, DateTime? LastWriteTime);

    private sealed record Line(int Number, string ETag, long Size, R2Checksum? Checksum);
}
