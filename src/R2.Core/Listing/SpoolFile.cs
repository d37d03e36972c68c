using System.Security.Cryptography;

namespace R2.Listing;

/// <summary>A temporary file that nobody else sees, and that is gone with its handle: keys may tell more than others should know.</summary>
internal static class SpoolFile
{
    private const int BufferSize = 64 * 1024;

    public static FileStream Create()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"r2-{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}.tmp"), options);
    }
}
