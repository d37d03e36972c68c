using System.Text;
using R2.Models;

namespace R2.Testing;

/// <summary>Objects that a bucket for tests may hold: text, a tree of two levels, an empty object, bytes, and a key of other letters than ASCII.</summary>
public static class R2SampleData
{
    /// <summary>Keys and bytes, in the order of a list.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Objects { get; } = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
    {
        ["empty"] = default,
        ["images/pixel.gif"] = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
        ["logs/2026/11/01.log"] = Text("00:00:01 started\n00:00:02 ready\n"),
        ["logs/2026/11/02.log"] = Text("00:00:01 started\n"),
        ["notes/r\u00E9sum\u00E9.txt"] = Text("caf\u00E9\n"),
        ["readme.txt"] = Text("Sample data of R2.Testing.\n"),
    };

    /// <summary>Uploads them.</summary>
    /// <param name="client">Client.</param>
    /// <param name="bucketName">Bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task PutAsync(R2Client client, string bucketName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach ((string key, ReadOnlyMemory<byte> bytes) in Objects)
        {
            PutObjectOptions options = new() { ContentType = TypeOf(key) };
            await client.PutObjectAsync(bucketName, key, bytes, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string TypeOf(string key) => Path.GetExtension(key) switch
    {
        ".gif" => "image/gif",
        ".txt" or ".log" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);
}
