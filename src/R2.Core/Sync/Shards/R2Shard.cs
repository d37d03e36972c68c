using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using R2.Rules;
using R2.Sync.Shards;

namespace R2;

/// <summary>
/// One of several equal parts of all keys, so that as many machines can share the work without speaking to each other. A key is in the part in which
/// <c>rclone --hash-filter</c> sees it: https://rclone.org/filtering/#hash-filter
/// </summary>
public readonly record struct R2Shard
{
    /// <summary>So that what is left as it begins is the whole.</summary>
    private readonly int _others;

    /// <summary>One part of several.</summary>
    /// <param name="index">Which one, from 0; the count itself stands for 0.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="R2Exception">There is no such part.</exception>
    public R2Shard(int index, int count)
    {
        _others = count > 0 ? count - 1 : throw R2Exception.OutOfRange("The count of shards", count, "1 or more");
        Index = index >= 0 && index <= count ? index % count : throw R2Exception.OutOfRange("The index of the shard", index, $"0 to {count - 1}");
    }

    /// <summary>Which part, from 0.</summary>
    public int Index { get; }

    /// <summary>How many parts there are; of one, every key is part.</summary>
    public int Count => _others + 1;

    /// <summary>Reads <c>0/3</c>, the first of three.</summary>
    /// <param name="text">Index and count.</param>
    /// <exception cref="R2Exception">It is not of this form, or there is no such part.</exception>
    public static R2Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0
            && int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                ? new R2Shard(index, count)
                : throw R2Exception.OutOfRange("The shard", text, "an index from 0 and a count, as in 0/3");
    }

    /// <summary>Whether a key is in this part.</summary>
    /// <param name="relativeKey">The key below the prefix, or the path below the folder with <c>/</c> between folders.</param>
    public bool Contains(string relativeKey) => Count == 1 || Hash(relativeKey) % (ulong)Count == (ulong)Index;

    /// <summary>Index and count.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>Keys that some systems take for one (by case, or by how accents are written) have one hash, so that whoever sees one of them sees all.</summary>
    internal static ulong Hash(string relativeKey)
    {
        ArgumentNullException.ThrowIfNull(relativeKey);
        byte[] name = Encoding.UTF8.GetBytes(LowerCase.Of(NameRules.Identity(relativeKey)));
        Span<byte> md5 = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(name, md5);
        return BinaryPrimitives.ReadUInt64LittleEndian(md5);
    }
}
