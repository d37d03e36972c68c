using R2.Models;

namespace R2.Listing;

/// <content>What answers mean. All of it runs within the lock.</content>
internal sealed partial class SegmentedListing
{
    /// <summary>The next page of a segment has come.</summary>
    private void Take(ListSegment segment, R2ObjectPage page, ListObjectsOptions ask)
    {
        IReadOnlyList<R2Object> objects = page.Objects;
        int within = objects.Count;
        while (within > 0 && segment.End is { } end && KeyOrder.Compare(objects[within - 1].Key, end) > 0)
        {
            within--;
        }

        string? beyond = within < objects.Count ? objects[within].Key : null;
        string last = objects.Count > 0 ? objects[^1].Key : segment.Last;
        if (page.Prefixes.Count > 0 || !ListPace.InOrder(objects, segment.Last)
            || (!page.IsTruncated && ((beyond is null && segment.Following is not null) || ReachesBeyond(segment.Following, last)))
            || (_end is not null && KeyOrder.Compare(last, _end) > 0))
        {
            _isContradicted = true;
        }
        else if (beyond is null || beyond == segment.Following!.First)
        {
            Finish(segment, page, ask, within);
        }
        else
        {
            // Somebody wrote or deleted a key there since, or the server has another order than it seemed.
            AskAgain(segment, segment.End!, beyond, () => Finish(segment, page, ask, within));
        }
    }

    /// <summary>A page joins what follows it. The end of a list is believed to the chain that began it; another one's is asked for once more: whoever deletes what a list lacks must not go by one flag.</summary>
    private void Finish(ListSegment segment, R2ObjectPage page, ListObjectsOptions ask, int within)
    {
        if (page.IsTruncated || ask.StartAfter == _options.StartAfter)
        {
            Keep(segment, page, ask, within);
        }
        else
        {
            AskAgain(segment, page.Objects.Count > 0 ? page.Objects[^1].Key : segment.Last, expected: null, () => Keep(segment, page, ask, within));
        }
    }

    /// <summary>Goes on only if the server names the key that is expected behind a text, or none.</summary>
    private void AskAgain(ListSegment segment, string after, string? expected, Action goOn)
    {
        (segment.IsAsked, segment.IsFinishing) = (true, true);
        Send(_options with { StartAfter = after, ContinuationToken = null, MaxKeys = 1 }, (_, page) => Hear(page, expected, goOn), segment, isProbe: false);
    }

    private void Hear(R2ObjectPage page, string? expected, Action goOn)
    {
        string? found = page.Objects.Count > 0 ? page.Objects[0].Key : null;
        if (found == expected && (found is not null || !page.IsTruncated))
        {
            goOn();
        }
        else
        {
            _isContradicted = true;
        }
    }

    private void Keep(ListSegment segment, R2ObjectPage page, ListObjectsOptions ask, int within)
    {
        IReadOnlyList<R2Object> objects = page.Objects;
        if (objects.Count > 0)
        {
            (segment.PageFirst, segment.Last) = (objects[0].Key, objects[^1].Key);
            _pace.Alphabet.Add(objects);
        }

        if (page.IsTruncated)
        {
            segment.Follow(page, _bucket);
        }
        else
        {
            _end = segment.Last;
        }

        segment.Next = within < objects.Count || !page.IsTruncated ? null : ask with { ContinuationToken = page.NextContinuationToken };
        segment.Keys += within;
        _keys += within;
        segment.Ready.Enqueue(_spool.Put(page, isAwaited: segment == _reading && segment.Ready.Count == 0 && _awaited is not null));
    }

    /// <summary>What a look for a place to split a segment at has found.</summary>
    private void Split(ListSegment segment, string text, int position, R2ObjectPage page, ListObjectsOptions ask)
    {
        IReadOnlyList<R2Object> objects = page.Objects;
        string? first = objects.Count > 0 ? objects[0].Key : null;
        if (first is null || (segment.End is { } end && KeyOrder.Compare(first, end) > 0))
        {
            (segment.Ceiling, segment.Step) = (text, 0);
        }
        else if (KeyOrder.Compare(segment.Last, text) >= 0)
        {
            // Its own pages were there first: farther, next time.
            (segment.Varies, segment.Step) = (Math.Min(segment.Varies, position), Math.Min(segment.Step * 2, 1024));
        }
        else if (segment is { Next: not null, IsFinishing: false })
        {
            ListSegment next = new()
            {
                First = first,
                Last = text,
                PageFirst = first,
                Next = ask,
                End = segment.End,
                Following = segment.Following,
                Ceiling = segment.Ceiling,
                Varies = position,
                Step = Math.Min(segment.Step * 2, 1024),
            };
            (segment.End, segment.Ceiling, segment.Following, segment.Step) = (text, null, next, 0);
            Take(next, page, ask);
        }
    }

    private static bool ReachesBeyond(ListSegment? segment, string last)
    {
        for (; segment is not null; segment = segment.Following)
        {
            if (KeyOrder.Compare(segment.Last, last) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
