using System.Text;
using R2.Listing;
using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>Rows of a plan: in memory as long as they are few, then in a temporary file. Written once, read as often as need be.</summary>
/// <param name="mostInMemory">Rows in memory at most.</param>
internal sealed class PlanSpool(int mostInMemory = 20_000) : IDisposable
{
    private readonly List<PlanRow> _rows = [];
    private FileStream? _file;
    private BinaryWriter? _writer;

    public long Count { get; private set; }

    public void Add(PlanRow row)
    {
        Count++;
        if (_rows.Count < mostInMemory)
        {
            _rows.Add(row);
            return;
        }

        _writer ??= new BinaryWriter(_file = SpoolFile.Create(), Encoding.UTF8, leaveOpen: true);
        _writer.Write(true);
        _writer.Write((sbyte)(row.Action is { } action ? (int)action : -1));
        _writer.Write((byte)row.Reason);
        SyncEntryCodec.Write(_writer, row.Source);
        SyncEntryCodec.Write(_writer, row.Destination);
        _writer.Write(row.Error?.Code ?? "");
        _writer.Write(row.Error?.Message ?? "");
        _writer.Write(row.Md5 ?? "");
        _writer.Write(row.FoldersKept);
    }

    /// <summary>From the first row; one reader at a time.</summary>
    public IEnumerable<PlanRow> Read()
    {
        foreach (PlanRow row in _rows)
        {
            yield return row;
        }

        if (_file is null)
        {
            yield break;
        }

        _writer!.Flush();
        long end = _file.Length;
        _file.Position = 0;
        using BinaryReader reader = new(_file, Encoding.UTF8, leaveOpen: true);
        while (_file.Position < end && reader.ReadBoolean())
        {
            yield return Read(reader);
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _file?.Dispose();
    }

    private static PlanRow Read(BinaryReader reader)
    {
        (sbyte action, byte reason) = (reader.ReadSByte(), reader.ReadByte());
        (SyncEntry? source, SyncEntry? destination) = (SyncEntryCodec.Read(reader), SyncEntryCodec.Read(reader));
        (string code, string message, string md5) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        return new PlanRow(action < 0 ? null : (R2SyncActionKind)action, (R2SyncReason)reason, source, destination)
        {
            Error = code.Length == 0 ? null : new R2Exception(code, message),
            Md5 = md5.Length == 0 ? null : md5,
            FoldersKept = reader.ReadInt32(),
        };
    }
}
