using System.Text;
using R2.Simulation.Format;

namespace R2.Simulation.Matching;

/// <summary>What makes two requests the same: method, path below the endpoint, sorted query, headers that matter, and the body's length and hash.</summary>
internal sealed record RequestShape
{
    private const string AnyUploadId = "*";

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Parameters as they are encoded, sorted, without those of a signature.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>Headers that matter, with lower-case names, sorted.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public long BodyLength { get; init; }

    /// <summary><c>sha256:…</c> or <c>crc32c:…</c>; <see cref="RecordingFormat.AnyHash"/> where the body did not leave as a whole; empty where there is none.</summary>
    public string BodyHash { get; init; } = "";

    public string Query => string.Join('&', Parameters.Select(static p => $"{p.Key}={p.Value}"));

    public string? UploadId => Parameters.FirstOrDefault(static p => IsUploadId(p.Key)).Value;

    /// <summary>Equal for requests that match each other but for the hashes of their bodies; upload ids are left out, since a server gives new ones each time.</summary>
    public string MatchKey()
    {
        StringBuilder key = new(256);
        key.Append(Method).Append(' ').Append(Path);
        foreach ((string name, string value) in Parameters)
        {
            key.Append('\n').Append(name).Append('=').Append(IsUploadId(name) ? AnyUploadId : value);
        }

        foreach ((string name, string value) in Headers)
        {
            key.Append('\n').Append(name).Append(':').Append(value);
        }

        return key.Append('\n').Append(BodyHash.Length == 0 ? -1 : BodyLength).ToString();
    }

    /// <summary>For people.</summary>
    public override string ToString() => Parameters.Count == 0 ? $"{Method} {Path}" : $"{Method} {Path}?{Query}";

    public static bool IsUploadId(string parameter) => parameter is "uploadId" or "upload-id-marker";
}
