using R2.Models;

namespace R2.Soak;

/// <summary>What is there in the end, against what must be.</summary>
internal sealed record Inventory(int Objects, IReadOnlyList<string> Lost, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Corrupted, IReadOnlyList<string> Orphans)
{
    public static async Task<Inventory> TakeAsync(SoakRun run, IReadOnlyList<Shelf> shelves, CancellationToken cancellationToken)
    {
        Dictionary<string, Piece> expected = shelves.SelectMany(shelf => shelf.Stored).ToDictionary(pair => pair.Key, pair => pair.Value.Piece, StringComparer.Ordinal);
        Dictionary<string, Piece> cancelled = shelves.SelectMany(shelf => shelf.Cancelled).ToDictionary(pair => pair.Key, pair => pair.Piece, StringComparer.Ordinal);
        HashSet<string> there = new(StringComparer.Ordinal);
        await foreach (R2ObjectPage page in run.Client.EnumerateObjectPagesAsync(SoakRun.Bucket, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            there.UnionWith(page.Objects.Select(listed => listed.Key));
        }

        List<string> corrupted = [];
        foreach ((string key, Piece piece) in expected.Concat(cancelled).Where(pair => there.Contains(pair.Key)))
        {
            try
            {
                await run.ReadAsync(key, piece, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException or R2Exception)
            {
                corrupted.Add($"{key}: {e.Message}");
            }
        }

        List<string> orphans = [];
        await foreach (R2MultipartUploadPage page in run.Client.EnumerateMultipartUploadPagesAsync(SoakRun.Bucket, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            orphans.AddRange(page.Uploads.Select(upload => upload.Key));
        }

        return new Inventory(there.Count, [.. expected.Keys.Except(there)], [.. there.Except(expected.Keys).Except(cancelled.Keys)], corrupted, orphans);
    }
}
