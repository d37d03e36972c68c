using System.Runtime.ExceptionServices;
using R2.Models;

namespace R2.Listing;

/// <summary>
/// The rest of a long list by several requests at once, in the order of its keys. Each segment follows tokens of its own, and every key of a list is in its chain of pages: whether a segment
/// ends where the next begins is seen by the key that both have. As soon as anything contradicts the order of UTF-8, all that came before its turn is thrown away, and the caller goes on alone.
/// </summary>
internal sealed partial class SegmentedListing : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly Func<ListObjectsOptions, CancellationToken, Task<R2ObjectPage>> _list;
    private readonly ListPace _pace;
    private readonly ListObjectsOptions _options;
    private readonly string _bucket;
    private readonly PageSpool _spool;
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ListSegment _reading;
    private TaskCompletionSource? _awaited;
    private ExceptionDispatchInfo? _failure;
    private bool _isContradicted;
    private bool _maySplit = true;
    private bool _isDisposed;
    private string _given;
    private string? _end;
    private long _keys;
    private int _probes;
    private int _underWay;

    /// <param name="list">Asks for a page.</param>
    /// <param name="bucket">Bucket that is listed.</param>
    /// <param name="options">What the next page is asked for by.</param>
    /// <param name="pace">What was seen of the list until here.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public SegmentedListing(
        Func<ListObjectsOptions, CancellationToken, Task<R2ObjectPage>> list, string bucket, ListObjectsOptions options, ListPace pace, CancellationToken cancellationToken)
    {
        (_list, _bucket, _options, _pace, _given, _keys) = (list, bucket, options, pace, pace.Last!, pace.Keys);
        _spool = new PageSpool(pace.Limits, bucket);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = new ListSegment { First = pace.First!, Last = pace.Last!, PageFirst = pace.PageFirst!, Next = options, Keys = pace.Keys, Varies = pace.PageFirst.AsSpan().CommonPrefixLength(pace.Last) };
        lock (_lock)
        {
            Pump();
        }
    }

    /// <summary>The next page; null where the list has to be followed from the last page that was given, one page after the other.</summary>
    public async ValueTask<R2ObjectPage?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SpooledPage? next = null;
            Task? awaited = null;
            lock (_lock)
            {
                _failure?.Throw();
                if (_isContradicted)
                {
                    return null;
                }

                if (_reading.Ready.TryDequeue(out SpooledPage ready))
                {
                    next = ready;
                }
                else if (_reading.Next is not null)
                {
                    _awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    awaited = _awaited.Task;
                }
                else if (_reading.Following is { } following)
                {
                    _reading = following;
                }
                else
                {
                    return null;
                }
            }

            if (awaited is not null)
            {
                await awaited.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (next is { } taken && Rest(_spool.Take(taken)) is { } page && (page.Objects.Count > 0 || !page.IsTruncated))
            {
                return page;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isDisposed = true;
            if (_underWay == 0)
            {
                _idle.TrySetResult();
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _idle.Task.ConfigureAwait(false);
        _spool.Dispose();
        _stop.Dispose();
    }

    /// <summary>A page without what the segment before has given: its last page reaches beyond its end.</summary>
    private R2ObjectPage Rest(R2ObjectPage page)
    {
        int known = 0;
        while (known < page.Objects.Count && KeyOrder.Compare(page.Objects[known].Key, _given) <= 0)
        {
            known++;
        }

        if (known < page.Objects.Count)
        {
            _given = page.Objects[^1].Key;
        }

        if (_spool.IsFull)
        {
            lock (_lock)
            {
                Pump();
            }
        }

        return known == 0 ? page : new R2ObjectPage { Objects = [.. page.Objects.Skip(known)], Prefixes = [], IsTruncated = page.IsTruncated, NextContinuationToken = page.NextContinuationToken };
    }

    /// <summary>Sends what may be sent. Within the lock.</summary>
    private void Pump()
    {
        if (_isContradicted || _failure is not null || _isDisposed)
        {
            return;
        }

        for (ListSegment? segment = _reading; segment is not null; segment = segment.Following)
        {
            if (segment is { Next: not null, IsAsked: false } && (!_spool.IsFull || _spool.HasRoom || (segment == _reading && segment.Ready.Count == 0)))
            {
                ListSegment asked = segment;
                asked.IsAsked = true;
                Send(asked.Next, (ask, page) => Take(asked, page, ask), asked, isProbe: false);
            }
        }

        while (_underWay < _pace.Limits.AtOnce && _maySplit && !_spool.IsFull && _probes < _pace.Limits.ProbesFor((double)_keys / _pace.PageSize) && Longest() is { } place)
        {
            (ListSegment split, string text, int position) = place;
            split.IsProbed = true;
            _probes++;
            Send(_options with { StartAfter = text, ContinuationToken = null }, (ask, page) => Split(split, text, position, page, ask), split, isProbe: true);
        }
    }

    /// <summary>The segment with the most pages to come, if it can be split.</summary>
    private (ListSegment Segment, string Text, int Position)? Longest()
    {
        (ListSegment, string, int)? longest = null;
        double most = 2;
        for (ListSegment? segment = _reading; segment is not null; segment = segment.Following)
        {
            if (segment is { Next: not null, IsProbed: false, IsFinishing: false } && segment.Remaining(_pace.Alphabet, _pace.Prefix, _pace.PageSize) is var remaining && remaining > most
                && segment.Guess(_pace.Alphabet, _pace.Prefix) is ({ } text, var position))
            {
                (longest, most) = ((segment, text, position), remaining);
            }
        }

        return longest;
    }

    private void Send(ListObjectsOptions ask, Action<ListObjectsOptions, R2ObjectPage> take, ListSegment segment, bool isProbe)
    {
        _underWay++;
        // Not on this thread: an answer that is there at once would be taken while the segments are gone through.
        _ = Task.Run(() => AskAsync(ask, take, segment, isProbe), CancellationToken.None);
    }

    private async Task AskAsync(ListObjectsOptions ask, Action<ListObjectsOptions, R2ObjectPage> take, ListSegment segment, bool isProbe)
    {
        R2ObjectPage? page = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            page = await _list(ask, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        lock (_lock)
        {
            (segment.IsProbed, segment.IsAsked) = isProbe ? (false, segment.IsAsked) : (segment.IsProbed, false);
            _underWay--;
            if (_isDisposed && _underWay == 0)
            {
                _idle.TrySetResult();
            }

            if (_isContradicted || _failure is not null || _isDisposed)
            {
                return;
            }

            if (page is not null)
            {
                Use(ask, take, page);
            }
            else if (isProbe && failure!.SourceException is R2Exception)
            {
                // The list does not need it.
                _maySplit = false;
            }
            else if (failure!.SourceException is R2Exception { Code: R2ErrorCodes.InvalidResponse })
            {
                _isContradicted = true;
            }
            else
            {
                _failure = failure;
            }

            Pump();
            _awaited?.TrySetResult();
            _awaited = null;
        }
    }

    private void Use(ListObjectsOptions ask, Action<ListObjectsOptions, R2ObjectPage> take, R2ObjectPage page)
    {
        try
        {
            take(ask, page);
        }
        catch (R2Exception)
        {
            // Its tokens do not move on.
            _isContradicted = true;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
