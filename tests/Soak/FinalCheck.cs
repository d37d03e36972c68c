using R2.Models;

namespace R2.Soak;

/// <summary>Compares the bucket at the end of the run with what must be in it.</summary>
/// <param name="Objects">Number of objects in the bucket.</param>
/// <param name="Lost">Keys of missing objects.</param>
/// <param name="Unexpected">Keys that nobody wrote to.</param>
/// <param name="Corrupted">Objects with the wrong content.</param>
/// <param name="Orphans">Keys of unfinished uploads that no transfer has reported.</param>
internal sealed record FinalCheck(int Objects, IReadOnlyList<string> Lost, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Corrupted, IReadOnlyList<string> Orphans)
{
    public static async Task<FinalCheck> RunAsync(SoakRun run, IReadOnlyList<ExpectedObjects> workers, CancellationToken cancellationToken)
    {
        Dictionary<string, ByteRange> expected = workers.SelectMany(objects => objects.Stored).ToDictionary(pair => pair.Key, pair => pair.Value.Range, StringComparer.Ordinal);
        Dictionary<string, ByteRange> cancelled = workers.SelectMany(objects => objects.Cancelled).ToDictionary(pair => pair.Key, pair => pair.Range, StringComparer.Ordinal);
        HashSet<string> found = new(StringComparer.Ordinal);
        await foreach (R2ObjectPage page in run.Client.EnumerateObjectPagesAsync(SoakRun.Bucket, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            found.UnionWith(page.Objects.Select(listed => listed.Key));
        }

        List<string> corrupted = [];
        foreach ((string key, ByteRange range) in expected.Concat(cancelled).Where(pair => found.Contains(pair.Key)))
        {
            try
            {
                await run.ReadAsync(key, range, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException or R2Exception)
            {
                corrupted.Add($"{key}: {e.Message}");
            }
        }

        List<string> orphans = [];
        await foreach (R2MultipartUploadPage page in run.Client.EnumerateMultipartUploadPagesAsync(SoakRun.Bucket, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            orphans.AddRange(page.Uploads.Select(upload => upload.Key).Where(key => !run.Notes.Any(note => note.Key == key)));
        }

        return new FinalCheck(found.Count, [.. expected.Keys.Except(found)], [.. found.Except(expected.Keys).Except(cancelled.Keys)], corrupted, orphans);
    }
}
