using System.Globalization;
using R2.Http;

namespace R2.Transfer;

/// <summary>A file. Remembers what it looked like, so that one that is written to during its upload does not pass for whole.</summary>
internal sealed class FileSource : RandomAccessSource
{
    public FileSource(string path)
        : this(new FileInfo(path))
    {
    }

    private FileSource(FileInfo file)
        : base(file.FullName, file.Length) => LastWriteTime = file.LastWriteTimeUtc;

    public DateTime LastWriteTime { get; }

    public override ReplayableContent Slice(long offset, long length) => ReplayableContent.FromFile(Description, offset, length);

    internal override void ThrowIfChanged()
    {
        FileInfo now = new(Description);
        if (!now.Exists || now.Length != Length || now.LastWriteTimeUtc != LastWriteTime)
        {
            string what = now.Exists
                ? string.Create(CultureInfo.InvariantCulture, $"it had {Length} bytes of {LastWriteTime:O} and has {now.Length} of {now.LastWriteTimeUtc:O}")
                : "it is gone";
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"The file '{Description}' changed while it was being uploaded: {what}.");
        }
    }
}
