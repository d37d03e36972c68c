using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>Values that cannot be are told of before anything is listed, in a dry run too.</summary>
public sealed class SyncOptionTests : IDisposable
{
    private readonly SyncFixture _sync = new();

    public void Dispose() => _sync.Dispose();

    [Theory]
    [InlineData(10L, 5L, "MaxSize is '5'; it must be MinSize (10) or more: nothing could take part.")]
    [InlineData(-1L, null, "MinSize is '-1'; it must be 0 or more.")]
    [InlineData(null, -1L, "MaxSize is '-1'; it must be 0 or more.")]
    public void Sizes_ThatNothingHas_AreRefused(long? from, long? to, string said) => Assert.Equal(said, Refusal(new() { MinSize = from, MaxSize = to }).Message);

    [Theory]
    [InlineData(2, 1, "MaxAge is '1.00:00:00'; it must be MinAge (2.00:00:00) or more: nothing could take part.")]
    [InlineData(-1, null, "MinAge is '-1.00:00:00'; it must be 0 or more.")]
    [InlineData(null, -1, "MaxAge is '-1.00:00:00'; it must be 0 or more.")]
    public void Ages_ThatNothingHas_AreRefused(int? from, int? to, string said) =>
        Assert.Equal(said, Refusal(new() { MinAge = Days(from), MaxAge = Days(to) }).Message);

    [Fact]
    public void HeadersAndMetadata_ThatNoRequestCarries_AreRefused()
    {
        Assert.Equal(R2ErrorCodes.InvalidMetadata, Refusal(new() { Write = new PutObjectOptions { Metadata = new Dictionary<string, string> { ["a b"] = "c" } } }).Code);
        Assert.Equal(R2ErrorCodes.InvalidSetting, Refusal(new() { Write = new PutObjectOptions { CacheControl = "a\nb" } }).Code);
    }

    [Fact]
    public async Task StateFolder_ThatWasChosen_AndIsNone_IsRefused()
    {
        string file = _sync.Write("a");

        R2Exception refused = await SyncFixture.RefusedAsync(() => _sync.UpAsync(options => options with { StatePath = file }));

        Assert.Equal((R2ErrorCodes.TargetNotWritable, true), (refused.Code, refused.Message.Contains(file, StringComparison.Ordinal)));
        Assert.Empty(await _sync.KeysAsync());
    }

    /// <summary>As where its disk is full.</summary>
    [Fact]
    public async Task StateFolder_ThatCannotBeWrittenAnyMore_EndsNoSync()
    {
        _sync.Write("a");
        await _sync.PutAsync("old");
        Task<bool> TakeAway(R2SyncSummary foreseen, CancellationToken cancellation)
        {
            Directory.Delete(_sync.State, recursive: true);
            return Task.FromResult(true);
        }

        Assert.Equal(["Delete NotAtSource old", "Upload NotAtDestination a"], await _sync.UpAsync(options => SyncFixture.Later(options) with { Delete = true, Confirm = TakeAway }));

        Assert.True(_sync.Summary.Complete);
        Assert.Equal(["a"], await _sync.KeysAsync());
    }

    private static TimeSpan? Days(int? days) => days is { } some ? TimeSpan.FromDays(some) : null;

    private R2Exception Refusal(R2SyncOptions options) => Assert.Throws<R2Exception>(() => new R2SyncManager(_sync.Folder(), _sync.At(), options));
}
