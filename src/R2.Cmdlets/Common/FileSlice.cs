using System.Management.Automation;
using R2.Http;

namespace R2.Cmdlets.Common;

/// <summary>-LiteralPath, -Offset and -Length: a piece of a file.</summary>
internal static class FileSlice
{
    /// <param name="cmdlet">Whose provider resolves the path.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="offset">Offset of the first byte.</param>
    /// <param name="length">Bytes at most; a file's last piece may be shorter. Null for all up to its end.</param>
    /// <exception cref="R2Exception">There is no such file, or it ends before the offset.</exception>
    public static ReplayableContent Open(PSCmdlet cmdlet, string path, long offset, long? length)
    {
        LocalFile file = LocalFile.Of(FilePaths.Find(cmdlet, path, literal: true)[0]);
        long left = new FileInfo(file.Path).Length - offset;
        if (left < 0 || (left == 0 && offset > 0))
        {
            throw new R2Exception("InvalidArgument", $"The offset is {offset}; '{file.Path}' has {left + offset} bytes, so nothing is left from there.");
        }

        return ReplayableContent.FromFile(file.Path, offset, Math.Min(left, length ?? left));
    }
}
