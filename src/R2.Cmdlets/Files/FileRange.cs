using System.Management.Automation;

namespace R2.Cmdlets.Files;

/// <summary>-LiteralPath, -Offset and -Length: a range of a file.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Offset">Offset of the first byte.</param>
/// <param name="Length">Bytes at most; a file's last range may be shorter. Null for all up to its end.</param>
internal sealed record FileRange(string Path, long Offset, long? Length)
{
    /// <summary>On the pipeline thread, which opens nothing: reading some files, such as pipes, may block.</summary>
    /// <param name="cmdlet">Whose provider resolves the path.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="length">Bytes at most.</param>
    /// <param name="lengthIsPiped">Whether the length is a property of what is piped in. That of a file is the whole file: it may be a link's own, or the 0 that files in /proc say.</param>
    /// <exception cref="R2Exception">There is no such file.</exception>
    public static FileRange Find(PSCmdlet cmdlet, string path, long offset, long? length, bool lengthIsPiped)
    {
        string file = FilePaths.Find(cmdlet, path, literal: true)[0];
        R2Content.FromFile(file);
        return new FileRange(file, offset, lengthIsPiped && offset == 0 && length == new FileInfo(file).Length ? null : length);
    }

    /// <exception cref="R2Exception">The file ends before the offset.</exception>
    public Task<R2Content> OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken).WaitAsync(cancellationToken);

    private R2Content Open()
    {
        R2Content whole = R2Content.FromFile(Path, 0);
        long left = whole.Length!.Value - Offset;
        if (left < 0 || (left == 0 && Offset > 0))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"The offset is {Offset}; '{Path}' has {whole.Length} bytes, so nothing is left from there.");
        }

        return Offset == 0 && (Length ?? left) >= left ? whole : R2Content.FromFile(Path, Offset, Math.Min(left, Length ?? left));
    }
}
