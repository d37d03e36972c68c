using R2.Content;
using R2.Http;

namespace R2.Transfer;

/// <summary>A file. Knows what it was when the source was made, so that one that is written to before or during its upload does not pass for whole.</summary>
internal sealed class FileSource : RandomAccessSource
{
    private readonly FileState _state;
    private readonly OpenFile? _file;

    public FileSource(string path)
        : this(Path.GetFullPath(path), FileState.Of(Path.GetFullPath(path)), file: null)
    {
    }

    private FileSource(string path, FileState state, OpenFile? file)
        : base(path, state.Length) => (_state, _file) = (state, file);

    public DateTime LastWriteTime => _state.LastWriteTime;

    public override ReplayableContent Slice(long offset, long length) => new FileContent(Description, offset, length, _file);

    internal override async ValueTask<UploadSource> OpenAsync(CancellationToken cancellationToken)
    {
        OpenFile file = Open();
        try
        {
            if (await file.UnmeasuredAsync(cancellationToken).ConfigureAwait(false) is { } stream)
            {
                return new StreamSource(stream, Description, file);
            }

            return file.State == _state ? new FileSource(Description, _state, file) : throw OpenFile.Changed(Description, _state, file.State);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A small file is read once, to be hashed and sent, as often as need be, from memory; that it has not changed is asked of the file all the same.</summary>
    internal override async ValueTask<ReplayableContent> WholeAsync(CancellationToken cancellationToken)
    {
        ReplayableContent whole = Slice(0, _state.Length);
        if (_file is null || _state.Length > MemoryContent.SmallUpTo)
        {
            return whole;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)_state.Length);
        using MemoryStream into = new(bytes);
        await whole.CopyToAsync(into, cancellationToken).ConfigureAwait(false);
        return new MemoryContent(bytes, _file.ThrowIfChanged);
    }

    internal override void Close() => _file?.Dispose();

    internal override void ThrowIfChanged() => _file?.ThrowIfChanged();

    private OpenFile Open()
    {
        try
        {
            return OpenFile.Open(Description);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw OpenFile.Gone(Description, e);
        }
    }
}
