using System.Security.Cryptography;
using System.Text;

namespace R2.Transfer.Journals;

/// <summary>
/// What a transfer is asked to be: a SHA-256 for each kind of thing that an interrupted one has fixed. Another is its continuation only where all are equal.
/// </summary>
internal sealed class Fingerprint
{
    private const string Article = "the ";
    private const string OtherVersion = "the version of the journal";

    private readonly SortedList<string, List<string>> _kinds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Digests => _kinds.ToDictionary(kind => kind.Key, kind => Digest([.. kind.Value.Order(StringComparer.Ordinal)]));

    /// <summary>A digest of texts that tells apart where one ends and the next begins, whatever is in them.</summary>
    public static string Digest(params string?[] values)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string? value in values)
        {
            byte[] bytes = Encoding.Unicode.GetBytes(value ?? "");
            hash.AppendData(BitConverter.GetBytes(value is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }

    /// <param name="kind">What it is, in words that an error can use: "the source".</param>
    /// <param name="values">Everything that it depends on.</param>
    public Fingerprint Add(string kind, params string?[] values)
    {
        if (!_kinds.TryGetValue(kind, out List<string>? digests))
        {
            _kinds.Add(kind, digests = []);
        }

        digests.Add(Digest(values));
        return this;
    }

    /// <summary>Kinds that are not what they were.</summary>
    /// <param name="earlier">What an earlier transfer was asked to be; null where its journal does not say.</param>
    public IReadOnlyList<string> DifferencesFrom(IReadOnlyDictionary<string, string>? earlier)
    {
        if (earlier is null)
        {
            return [OtherVersion];
        }

        IReadOnlyDictionary<string, string> now = Digests;
        List<string> differences = [.. now.Keys.Where(kind => now[kind] != earlier.GetValueOrDefault(kind)).Order(StringComparer.Ordinal)];

        // Options that are left out now; a kind that this version has no word for is of another, or of a damaged journal, and not to be printed.
        differences.AddRange(earlier.Keys.Where(kind => !now.ContainsKey(kind)).Select(static kind => kind.StartsWith(Article, StringComparison.Ordinal) && !kind.Any(char.IsControl) && kind.Length < 80 ? kind : OtherVersion).Distinct());
        return differences;
    }
}
