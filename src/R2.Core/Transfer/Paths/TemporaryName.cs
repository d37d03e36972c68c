using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace R2.Transfer.Paths;

/// <summary>
/// Names of files that are being written: <c>.&lt;name of the file to be&gt;.r2-&lt;16 hex digits&gt;</c>, then <c>.part</c> for what a later run may take up,
/// <c>.tmp</c> for what no run will. Nobody can guess them; everybody can see what they belong to.
/// </summary>
internal static class TemporaryName
{
    private const string Mark = ".r2-";
    private const string Resumable = ".part";
    private const string Passing = ".tmp";
    private const int Digits = 16;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Some file systems take 143 bytes (eCryptfs) where others take 255; a longer name is cut, and told from others by its hash.</summary>
    private const int StemBytes = 64;

    /// <param name="name">Name of the file to be.</param>
    /// <param name="identity">What tells a transfer that may be taken up from others, eight hex digits; null for one that may not.</param>
    public static string New(string name, string? identity)
    {
        string random = Convert.ToHexString(RandomNumberGenerator.GetBytes(Digits / 2)).ToLowerInvariant();
        return $"{Prefix(name, identity)}{random[(identity?.Length ?? 0)..]}{(identity is null ? Passing : Resumable)}";
    }

    /// <summary>Whether a name is one that <see cref="New"/> gives.</summary>
    public static bool IsOne(string name) => BeginningOf(name) is not null;

    /// <summary>Whether a temporary name is of this file, and of this transfer or of one that no run will take up.</summary>
    public static bool IsOf(string temporary, string name, string? identity) =>
        IsOne(temporary)
        && (temporary.StartsWith(Prefix(name, null), StringComparison.Ordinal) && temporary.EndsWith(Passing, StringComparison.Ordinal)
            || (identity is not null && temporary.StartsWith(Prefix(name, identity), StringComparison.Ordinal) && temporary.EndsWith(Resumable, StringComparison.Ordinal)));

    /// <summary>What all temporary names of a file begin with; null where the name is none.</summary>
    public static string? BeginningOf(string name)
    {
        string? rest = name.EndsWith(Resumable, StringComparison.Ordinal) ? name[..^Resumable.Length] : name.EndsWith(Passing, StringComparison.Ordinal) ? name[..^Passing.Length] : null;
        int mark = (rest?.Length ?? 0) - Digits - Mark.Length;
        return mark > 1 && rest![0] == '.' && rest.AsSpan(mark, Mark.Length).SequenceEqual(Mark) && !rest.AsSpan(mark + Mark.Length).ContainsAnyExcept(s_digits)
            ? rest[..(mark + Mark.Length)]
            : null;
    }

    public static string Prefix(string name, string? identity) => $".{Stem(name)}{Mark}{identity}";

    private static string Stem(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= StemBytes)
        {
            return name;
        }

        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4)).ToLowerInvariant();
        return $"{Utf8Text.Cut(name, StemBytes)}~{hash}";
    }
}
