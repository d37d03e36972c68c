using System.Text.RegularExpressions;
using R2.Sync.Listing;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Lists that do not keep to their order, or to the truth.</summary>
public sealed partial class SyncListingTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    public async Task Listing_OutOfOrder_IsSorted_AndNothingIsSentOrDeletedForIt()
    {
        foreach (string key in new[] { "a", "b", "c" })
        {
            _sync.Write(key);
            await _sync.PutAsync(key);
        }

        using ListTransport reversed = new(static items => [.. items.Reverse()]);
        using R2Client client = _sync.NewClient(reversed);

        Assert.Empty(await _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { Delete = true, Force = true }));

        Assert.Equal((3L, 3L), (_sync.Summary.Equal, _sync.Summary.DestinationCount));
    }

    [Fact]
    public async Task Listing_NamesAKeyTwice_ChangesNothing_WhateverForceSays()
    {
        _sync.Write("a");
        await _sync.PutAsync("b");
        using ListTransport doubled = new(static items => [.. items, .. items]);
        using R2Client client = _sync.NewClient(doubled);

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.Folder(), _sync.At(client: client), static options => options with { Delete = true, Force = true }));

        Assert.Equal(R2ErrorCodes.SyncListingOutOfOrder, refused.Code);
        Assert.Equal(["b"], await _sync.KeysAsync());
    }

    [Fact]
    public async Task Listing_OfTheSource_BreaksOffHalfWay_ChangesNothing()
    {
        for (int i = 0; i < 1001; i++)
        {
            await _sync.PutAsync($"{i:D4}", "");
        }

        await _sync.PutAsync("old", bucket: SyncFixture.Other);
        _sync.Emulator.Faults.Add(R2.Emulator.Fault.Status(500, "InternalError") with { Operation = "ListObjectsV2", SkipFirst = 2 });

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.At(), _sync.At(bucket: SyncFixture.Other), static options => options with { Delete = true, Force = true }));

        Assert.Equal(R2ErrorCodes.SyncListingIncomplete, refused.Code);
        _sync.Emulator.Faults.Clear();
        Assert.Equal(["old"], await _sync.KeysAsync(SyncFixture.Other));
    }

    [Fact]
    public async Task Pages_AreAskedForAhead()
    {
        await Parallel.ForAsync(0, 1001, SyncFixture.Cancellation, async (i, _) => await _sync.PutAsync($"{i:D4}", ""));
        int before = _sync.Emulator.Requests.Count;
        await using IAsyncEnumerator<SyncEntry> entries = new BucketWalk(_sync.At(), atOnce: 1).EnumerateAsync(sorted: false, SyncFixture.Cancellation).GetAsyncEnumerator(SyncFixture.Cancellation);

        Assert.True(await entries.MoveNextAsync());

        await Until.Async(() => _sync.Emulator.Requests.Count == before + 2);
    }

    [Fact]
    public async Task Listing_BeginsWithAnotherSpellingOfThePrefix_ChangesNothing()
    {
        _sync.Write("a");
        await _sync.PutAsync("caf\u00e9/old");
        using ListTransport respelled = new(static items => [.. items.Select(static item => item.Replace("%C3%A9", "e%CC%81", StringComparison.OrdinalIgnoreCase))]);
        using R2Client client = _sync.NewClient(respelled);

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.RunAsync(_sync.Folder(), _sync.At("caf\u00e9", client: client), static options => options with { Delete = true, Force = true }));

        Assert.Equal(R2ErrorCodes.SyncListingOutOfOrder, refused.Code);
        Assert.Single(await _sync.KeysAsync());
    }

    [Theory]
    [InlineData("b", "b/x")]
    [InlineData("a.b", "a/b", "a0b")]
    [InlineData("\ud83d\ude00", "\uffe5", "z")]
    [InlineData("foo.txt", "foo/x", "foo/y.txt", "foo-")]
    public async Task Order_IsThatOfUtf8_SoThatASecondRunFindsNothing(params string[] keys)
    {
        foreach (string key in keys)
        {
            string path = key.Replace("b/x", "c/x", StringComparison.Ordinal);
            _sync.Write(path);
        }

        await _sync.UpAsync();

        Assert.Empty(await _sync.UpAsync(static options => options with { Delete = true }));
        await _sync.DownAsync();
        Assert.Empty(await _sync.DownAsync(static options => options with { Delete = true }));
        Assert.Equal(SyncFixture.ContentOf(_sync.Root), SyncFixture.ContentOf(_sync.Copy));
    }

    [Fact]
    public async Task Keys_OfAList_AreLookedUp_AndNothingIsListed()
    {
        _sync.Write("a");
        _sync.Write("b", "new");
        _sync.Write("c");
        await _sync.PutAsync("b", "old");
        await _sync.PutAsync("d");
        int before = _sync.Emulator.Requests.Count;

        string[] rows = await _sync.UpAsync(static options => options with { Keys = ["a", "b", "d", "none"], Delete = true });

        Assert.Equal(["Delete NotAtSource d", "Upload ChecksumDiffers b", "Upload NotAtDestination a"], rows);
        Assert.DoesNotContain(_sync.Emulator.Requests.Skip(before), static request => request.Operation == "ListObjectsV2");
    }

    /// <summary>Changes the entries of a page.</summary>
    private sealed class ListTransport(Func<string[], string[]> change) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.Query.Contains("list-type=2", StringComparison.Ordinal))
            {
                string document = await response.Content.ReadAsStringAsync(cancellationToken);
                string[] items = [.. Contents().Matches(document).Select(static match => match.Value)];
                if (items.Length > 0)
                {
                    string changed = string.Concat(change(items));
                    int begin = document.IndexOf(items[0], StringComparison.Ordinal), end = document.LastIndexOf(items[^1], StringComparison.Ordinal) + items[^1].Length;
                    StringContent content = new(document[..begin] + changed + document[end..]);
                    content.Headers.ContentType = response.Content.Headers.ContentType;
                    response.Content = content;
                }
            }

            return response;
        }
    }

    [GeneratedRegex("<Contents>.*?</Contents>", RegexOptions.Singleline)]
    private static partial Regex Contents();
}
