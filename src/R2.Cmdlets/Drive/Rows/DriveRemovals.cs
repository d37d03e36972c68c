using System.Text;
using R2.Models;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>
/// Objects to be removed a thousand in a request. The engine removes one row by one call, and tells a provider nothing of the pipeline's end; but while a listing of the drive emits
/// the rows, whatever they are piped into runs within it. What is removed meanwhile is gathered, and is done when the listing ends, or before anything else asks the drive.
/// </summary>
internal sealed class DriveRemovals
{
    private const int MaxKeyBytes = 1024;

    private readonly Dictionary<string, List<string>> _keys = [];

    /// <summary>How many listings are being emitted.</summary>
    public int OpenListings { get; set; }

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>Whether a request for several can name the key; a bad key fails alone.</summary>
    public static bool CanBatch(string key) => R2Client.CanDeleteInBatch(key) && Encoding.UTF8.GetByteCount(key) is >= 1 and <= MaxKeyBytes;

    /// <summary>Adds a key.</summary>
    /// <returns>A full batch, to be sent now; otherwise null.</returns>
    public (string Bucket, List<string> Keys)? Add(string bucket, string key)
    {
        if (!_keys.TryGetValue(bucket, out List<string>? keys))
        {
            _keys[bucket] = keys = [];
        }

        keys.Add(key);
        if (keys.Count < R2Client.MaxDeleteKeys)
        {
            return null;
        }

        _keys.Remove(bucket);
        return (bucket, keys);
    }

    /// <summary>Takes all that waits.</summary>
    public IReadOnlyList<(string Bucket, List<string> Keys)> Take()
    {
        (string, List<string>)[] all = [.. _keys.Select(static pair => (pair.Key, pair.Value))];
        _keys.Clear();
        return all;
    }

    /// <summary>Removes keys of one bucket: in one request those that one can name, each other by itself.</summary>
    public static async Task<IReadOnlyList<R2DeleteResult>> SendAsync(R2Client client, string bucket, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        List<R2DeleteResult> results = [];
        foreach (string[] some in keys.Where(CanBatch).Chunk(R2Client.MaxDeleteKeys))
        {
            results.AddRange(await client.DeleteObjectsAsync(bucket, some, cancellation).ConfigureAwait(false));
        }

        foreach (string key in keys.Where(static key => !CanBatch(key)))
        {
            await client.DeleteObjectAsync(bucket, key, cancellation).ConfigureAwait(false);
            results.Add(new R2DeleteResult { BucketName = bucket, Key = key });
        }

        return results;
    }
}
