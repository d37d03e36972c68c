using System.Buffers;
using R2.Cmdlets.Display;

namespace R2.Cmdlets.Errors;

/// <summary>What to say of a name that does not lead to anything, and that looks as if something else were meant: a pattern, a path, an address.</summary>
internal static class NameHints
{
    private static readonly SearchValues<char> s_ofPaths = SearchValues.Create("*?[/\\.");

    /// <summary>Null for a key that looks like one.</summary>
    /// <param name="key">Key that does not exist.</param>
    /// <param name="bucket">Bucket that it was looked for in.</param>
    public static string? OfKey(string key, string? bucket)
    {
        if (IsPattern(key))
        {
            return $"A key is not a pattern; what a pattern finds can be piped in: Get-R2ObjectList -Include {CommandText.Quote(key)}";
        }

        return Meant(key, bucket) is { } meant && meant.Key.Length > 0 ? $"{meant.Why} Try the key {CommandText.Quote(meant.Key)}." : null;
    }

    /// <summary>What looks odd about a key, where the server does not tell whether it exists: of keys that hardly anybody has.</summary>
    public static string? OfUnknownKey(string key) => IsPattern(key)
        ? $"'{key}' is used as one key, not as a pattern"
        : key.StartsWith("./", StringComparison.Ordinal) || key.StartsWith(".\\", StringComparison.Ordinal) || key.Contains("://", StringComparison.Ordinal) ? $"'{key}' is used as a key as it is, although it looks like a path or an address" : null;

    /// <summary>Null for a bucket's name that looks like one.</summary>
    public static string? OfBucket(string bucket) => bucket.AsSpan().ContainsAny(s_ofPaths)
        ? "Only the bucket's name is wanted here: what keys begin with is given by -Prefix, a pattern by -Include; Get-R2Bucket lists the buckets."
        : null;

    private static bool IsPattern(string key) => key.Contains('*', StringComparison.Ordinal);

    private static (string Why, string Key)? Meant(string key, string? bucket)
    {
        if (key.IndexOf("://", StringComparison.Ordinal) is > 0 and int scheme)
        {
            string rest = key[(scheme + 3)..];
            return ("A key is given without address and bucket (-BucketName).", rest.Contains('/', StringComparison.Ordinal) ? rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..] : "");
        }

        string plain = key.Replace('\\', '/');
        return plain.StartsWith("./", StringComparison.Ordinal) ? ("Keys are no paths, and do not begin with './'.", plain[2..])
            : plain.StartsWith('/') ? ("Keys do not begin with a slash.", plain.TrimStart('/'))
            : plain != key ? ("A backslash does not separate folders in keys.", plain)
            : bucket is not null && key.StartsWith(bucket + "/", StringComparison.Ordinal) ? ("A key is given without its bucket.", key[(bucket.Length + 1)..])
            : null;
    }
}
