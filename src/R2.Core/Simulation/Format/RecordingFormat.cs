using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace R2.Simulation.Format;

/// <summary>Names and limits of the format that docs/simulation.md describes.</summary>
internal static class RecordingFormat
{
    public const string Name = "r2-recording";

    /// <summary>Raised when a reader of before would misread what is written now.</summary>
    public const int Version = 1;

    public const string IndexFile = "recording.jsonl";
    public const string BodyFolder = "bodies";
    public const string UnfinishedBody = ".part";

    /// <summary>Paths of Cloudflare's own API begin so in a recording, wherever it was asked; those of S3 begin with a bucket.</summary>
    public const string ApiPath = "/client/v4";

    /// <summary>Up to here a body stands in the index, where a diff shows it.</summary>
    public const int InlineBytes = 4096;

    /// <summary>Documents are taken whole, to take secrets out of them; the client refuses longer ones anyway.</summary>
    public const int DocumentBytes = 16 * 1024 * 1024;

    /// <summary>Bodies of requests up to here are known by their SHA-256, longer ones by their CRC32C, at a twentieth of the cost.</summary>
    public const int Sha256Bytes = 64 * 1024;

    public const string Canceled = "canceled";
    public const string AnyHash = "*";
    public const string Sha256 = "sha256:";
    public const string Crc32C = "crc32c:";

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Text as people read it: the file is no web page, so nothing but JSON's own signs is escaped.</summary>
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string IndexOf(string folder) => Path.Combine(folder, IndexFile);

    public static string BodyOf(string folder, string hash) => Path.Combine(folder, BodyFolder, hash);

    /// <summary>Whether a path is one of Cloudflare's own API.</summary>
    public static bool IsOfApi(string path) => path.StartsWith(ApiPath + "/", StringComparison.Ordinal);

    public static bool IsSha256(string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(s_hexDigits);
}
