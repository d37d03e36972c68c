using R2.Models;

namespace R2.Soak;

/// <summary>What is there in the end, against what must be.</summary>
/// <param name="Objects">How many objects there are.</param>
/// <param name="Lost">Keys of objects that are not there.</param>
/// <param name="Unexpected">Keys of objects that nobody wrote.</param>
/// <param name="Corrupted">Objects with other content.</param>
/// <param name="Orphans">Keys of unfinished uploads that no transfer has said to be left.</param>
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
            orphans.AddRange(page.Uploads.Select(upload => upload.Key).Where(key => !run.Notes.Any(note => note.Contains($"'{key}'", StringComparison.Ordinal))));
        }

        return new Inventory(there.Count, [.. expected.Keys.Except(there)], [.. there.Except(expected.Keys).Except(cancelled.Keys)], corrupted, orphans);
    }
}
