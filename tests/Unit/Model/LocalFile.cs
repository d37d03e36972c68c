using System.Security.Cryptography;

namespace R2.Unit.Model;

/// <summary>A file as the file system has it.</summary>
internal sealed record LocalFile(byte[]? Content, string? LinkTarget, UnixFileMode Mode)
{
    public static LocalFile Of(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is { } target ? new(null, target, UnixFileMode.None)
            : file.Exists ? new(File.ReadAllBytes(path), null, OperatingSystem.IsWindows() ? UnixFileMode.None : file.UnixFileMode)
            : new(null, null, UnixFileMode.None);
    }

    public bool Equals(LocalFile? other) => other is not null && LinkTarget == other.LinkTarget && Mode == other.Mode
        && (Content is null) == (other.Content is null) && Content.AsSpan().SequenceEqual(other.Content);

    public override int GetHashCode() => Content?.Length ?? 0;

    public override string ToString() => LinkTarget is not null ? $"a link to '{LinkTarget}'"
        : Content is null ? "nothing"
        : $"{Content.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(Content))[..8]}, {Mode}";
}
