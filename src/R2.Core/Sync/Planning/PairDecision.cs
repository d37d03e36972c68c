using R2.Files;
using R2.Rules;
using R2.Sync.Comparing;
using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>What follows from what both ends have of a key.</summary>
internal sealed class PairDecision(SyncRun run)
{
    private readonly Stack<(string Key, bool IsSource)> _above = new();

    /// <summary>Markers of the source that the keys now lie below.</summary>
    private readonly Stack<string> _markers = new();

    private R2SyncOptions Options => run.Options;

    private R2SyncActionKind Moving => run.IsBetweenBuckets ? R2SyncActionKind.Copy : run.Source.IsFolder ? R2SyncActionKind.Upload : R2SyncActionKind.Download;

    /// <summary>The row of a pair that needs no comparing, in the order of keys; null for one that does, and for one that takes no part.</summary>
    /// <param name="pair">What both ends have.</param>
    /// <param name="compares">Whether both have to be compared.</param>
    public PlanRow? WithoutComparing(SyncPair pair, out bool compares)
    {
        compares = false;
        (SyncEntry? source, SyncEntry? destination) = (pair.Source, pair.Destination);
        if (pair.Collides is { } why)
        {
            return Collision(pair, why);
        }

        if (destination?.Obstacle == R2SyncReason.Excluded)
        {
            return null;
        }

        if (source?.Obstacle is { } obstacle)
        {
            return source.Error is { } error ? new PlanRow(R2SyncActionKind.Failed, obstacle, source, destination) { Error = error } : new PlanRow(R2SyncActionKind.Skip, obstacle, source, destination);
        }

        if (source is null)
        {
            Note(destination!, isSource: false);
            return Surplus(destination!);
        }

        if (source.IsMarker)
        {
            _markers.Push(Compared(source.Key));
        }

        if (!run.Selection.Takes(source))
        {
            return null;
        }

        if (run.Destination.IsFolder && (Obstruction(source) is { } hindrance))
        {
            return Collision(pair, hindrance);
        }

        Note(source, isSource: true);
        if (destination?.Obstacle is not null)
        {
            return Unwritable(source, destination);
        }

        if (run.Destination.IsFolder && source.IsMarker)
        {
            return Folder(source);
        }

        if (run.Source.IsFolder && source.IsMarker && destination is not null)
        {
            // Whatever its object has, it stands for the folder.
            return new PlanRow(null, R2SyncReason.Equal, source, destination);
        }

        compares = destination is not null;
        return compares ? null : Checked(new PlanRow(Moving, R2SyncReason.NotAtDestination, source, null));
    }

    /// <summary>The row of a pair that has been compared.</summary>
    public PlanRow AfterComparing(SyncEntry source, SyncEntry destination, Comparison found)
    {
        if (found.IsEqual)
        {
            return new PlanRow(null, R2SyncReason.Equal, source, destination) { Md5 = found.Md5 };
        }

        bool metadataAlone = found.Reason is R2SyncReason.TimeDiffers or R2SyncReason.MetadataDiffers && !run.IsBetweenBuckets;
        PlanRow row = new(metadataAlone ? R2SyncActionKind.UpdateMetadata : Moving, found.Reason, source, destination) { Md5 = found.Md5 };
        return Options.Immutable
            ? row.Failing(new R2Exception(R2ErrorCodes.SyncImmutable, $"'{source.Key}' differs at both ends, and nothing may be replaced.") { Key = source.Key })
            : Options.NoOverwrite ? row with { Action = R2SyncActionKind.Skip, Reason = R2SyncReason.Exists }
            : Options.Update && destination.Time > source.Time ? row with { Action = R2SyncActionKind.Skip, Reason = R2SyncReason.Newer }
            : Checked(row);
    }

    /// <summary>What the destination has, and the source has not.</summary>
    private PlanRow? Surplus(SyncEntry destination)
    {
        bool included = run.Selection.Includes(destination.Key);
        if (!run.Selection.TakesSize(destination.Size) || (destination.IsMarker && run.Source.IsFolder && Directory.Exists(run.PathOf(destination.Key))))
        {
            return null;
        }

        R2SyncReason reason = included ? R2SyncReason.NotAtSource : R2SyncReason.Excluded;
        return !Options.Delete ? new PlanRow(null, reason, null, destination)
            : IsNewerThanTheRun(destination) && !Options.Force ? new PlanRow(R2SyncActionKind.Skip, R2SyncReason.Newer, null, destination)
            : new PlanRow(R2SyncActionKind.Delete, reason, null, destination) { FoldersKept = FoldersOf(destination) };
    }

    /// <summary>Somebody is writing it, or the clocks differ. What was done to a file is told by a time that no program can set.</summary>
    private bool IsNewerThanTheRun(SyncEntry destination) => destination.LastModified > run.Began || destination.Stamp.Changed > FileTime.Of(run.Began.UtcDateTime);

    /// <summary>An object that stands for a folder.</summary>
    private PlanRow Folder(SyncEntry source) => source.Size > 0 ? Collision(new SyncPair(source, null), $"'{source.Key}' has bytes, and is a folder's name")
        : Checked(Directory.Exists(run.PathOf(source.Key)) ? new PlanRow(null, R2SyncReason.Equal, source, null) : new PlanRow(Moving, R2SyncReason.NotAtDestination, source, null));

    private PlanRow Unwritable(SyncEntry source, SyncEntry destination) => new(R2SyncActionKind.Failed, destination.Obstacle!.Value, source, destination)
    {
        Error = destination.Error ?? new R2Exception(R2ErrorCodes.UnsafePath, $"'{run.PathOf(destination.Key)}' is a link or no file, and is not written to.") { Key = source.Key },
    };

    private PlanRow Collision(SyncPair pair, string why)
    {
        PlanRow row = new(R2SyncActionKind.Skip, R2SyncReason.Collision, pair.Source, pair.Destination);
        return Options.OnCollision == R2CollisionPolicy.Skip
            ? row
            : row.Failing(new R2Exception(R2ErrorCodes.SyncCollision, $"'{row.Key}' cannot be at '{run.Destination}': {why}.") { Key = row.Key });
    }

    /// <summary>What could not be written is known before anything is.</summary>
    private PlanRow Checked(PlanRow row)
    {
        try
        {
            if (run.Target is { } target)
            {
                if (row.Source!.IsMarker)
                {
                    target.FolderFor(row.Key);
                }
                else
                {
                    target.PathFor((row.Destination ?? row.Source).Key);
                }
            }
            else
            {
                NameRules.Key(run.Destination.Prefix + row.Key);
            }

            return row;
        }
        catch (R2Exception e) when (run.Target is not null)
        {
            return Collision(new SyncPair(row.Source, row.Destination), e.Message.TrimEnd('.'));
        }
        catch (R2Exception e)
        {
            return row.Failing(e);
        }
    }

    /// <summary>How many of the folders above a file stay although they may have nothing in them then: the source has markers of them.</summary>
    private int FoldersOf(SyncEntry destination)
    {
        string key = Compared(destination.Key);
        while (_markers.TryPeek(out string? marker) && !key.StartsWith(marker, StringComparison.Ordinal))
        {
            _markers.Pop();
        }

        return _markers.TryPeek(out string? above) ? above.Count(static character => character == '/') : 0;
    }

    private string Compared(string key) => run.MustSort ? run.Identity(key) : key;

    /// <summary>A file cannot have what lies below it beside it: keys can.</summary>
    private string? Obstruction(SyncEntry source)
    {
        string key = Compared(source.Key);
        while (_above.TryPeek(out (string Key, bool IsSource) last) && !key.StartsWith(last.Key, StringComparison.Ordinal))
        {
            _above.Pop();
        }

        foreach ((string above, bool isSource) in _above)
        {
            if (key.Length > above.Length && key[above.Length] == '/')
            {
                return isSource ? $"'{above}' is a key as well, so that it would be a file and a folder" : $"'{above}' is a file there";
            }
        }

        return !source.IsMarker && Directory.Exists(run.PathOf(source.Key)) ? "a folder has its name there" : null;
    }

    private void Note(SyncEntry entry, bool isSource)
    {
        if (!run.Destination.IsFolder || entry.IsMarker)
        {
            return;
        }

        string key = Compared(entry.Key);
        while (_above.TryPeek(out (string Key, bool IsSource) last) && !key.StartsWith(last.Key, StringComparison.Ordinal))
        {
            _above.Pop();
        }

        _above.Push((key, isSource));
    }
}
