using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using R2.Checksums;
using R2.Files;

namespace R2.Sync.Comparing;

/// <summary>The entity tag that a file would get.</summary>
internal static class FileETag
{
    private const int BlockSize = 256 * 1024;

    /// <summary>MD5 of a file in hexadecimal digits; null where it is no longer what it was.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Whole(string path, long size, FileTime written) => Of(path, size, written, Math.Max(1, size), out string? md5) is null ? null : md5;

    /// <summary>Entity tag of a file that goes up in parts of one size; null where it is no longer what it was.</summary>
    public static string? InParts(string path, long size, FileTime written, long partSize) => Of(path, size, written, partSize, out _);

    /// <summary>Number of parts that an entity tag says; 0 where it is that of one request, or of neither kind.</summary>
    public static int PartsOf(string? etag) =>
        etag is not null && etag.Length > 33 && etag[32] == '-' && ETags.IsMd5(etag[..32]) && int.TryParse(etag.AsSpan(33), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int parts) && parts is > 0 and <= R2Client.MaxPartNumber
            ? parts
            : 0;

    private static string? Of(string path, long size, FileTime written, long partSize, out string? md5)
    {
        md5 = null;
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(size, 1, BlockSize));
        try
        {
            using IncrementalHash parts = IncrementalHash.CreateHash(HashAlgorithmName.MD5), part = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
            int count = 0;
            long done = 0;
            do
            {
                for (long end = Math.Min(size, done + partSize); done < end;)
                {
                    int read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - done)), done);
                    if (read == 0)
                    {
                        return null;
                    }

                    part.AppendData(buffer, 0, read);
                    done += read;
                }

                part.GetHashAndReset(digest);
                parts.AppendData(digest);
                count++;
            }
            while (done < size);

            md5 = count == 1 ? ETags.OfBody(digest) : null;
            FileState now = FileState.Of(file);
            return now.Length == size && now.LastWriteTime == written ? $"{ETags.OfBody(parts.GetHashAndReset())}-{count}" : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
