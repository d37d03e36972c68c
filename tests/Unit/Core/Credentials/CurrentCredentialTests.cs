using R2.Credentials;
using R2.Unit.Support;

namespace R2.Unit.Core.Credentials;

public sealed class CurrentCredentialTests
{
    private static readonly R2Credential s_old = new("id", "old");
    private static readonly R2Credential s_new = new("id", "new");

    private readonly ManualTime _time = new();
    private int _asked;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Renew_ManyAtOnce_AskOnce()
    {
        TaskCompletionSource<R2Credential> vault = new();
        CurrentCredential current = Of(_ => new(vault.Task));

        Task<R2Credential>[] waiting = [.. Enumerable.Range(0, 50).Select(_ => current.RenewAsync(s_old, Token))];
        vault.SetResult(s_new);

        Assert.All(await Task.WhenAll(waiting), credential => Assert.Same(s_new, credential));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Renew_RefusedOneIsNoLongerInUse_DoesNotAsk()
    {
        CurrentCredential current = Of(_ => new(s_new));
        await current.RenewAsync(s_old, Token);

        Assert.Same(s_new, await current.RenewAsync(s_old, Token));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Renew_NothingNewer_AsksAgainOnlyAfterAPause()
    {
        CurrentCredential current = Of(_ => new(new R2Credential("id", "old")));

        Assert.Same(s_old, await current.RenewAsync(s_old, Token));
        Assert.Same(s_old, await current.RenewAsync(s_old, Token));
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromSeconds(10));
        await current.RenewAsync(s_old, Token);
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Renew_TheAskingOneIsStopped_AnotherAsks()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource<R2Credential> first = new();
        CurrentCredential current = Of(cancellation => _asked == 1 ? new(first.Task.WaitAsync(cancellation)) : new(s_new));
        Task<R2Credential> stopped = current.RenewAsync(s_old, stop.Token);
        Task<R2Credential> other = current.RenewAsync(s_old, Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Same(s_new, await other);
    }

    [Fact]
    public async Task Renew_SourceFails_SaysSo()
    {
        CurrentCredential current = Of(_ => throw new InvalidOperationException("no vault"));

        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => current.RenewAsync(s_old, Token));

        Assert.Equal(R2ErrorCodes.CredentialRenewalFailed, exception.Code);
        Assert.Contains("no vault", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AboutToEnd_IsRenewedAndNotBefore()
    {
        R2Credential hour = Temporary(TimeSpan.FromHours(1));
        CurrentCredential current = Of(_ => new(Temporary(TimeSpan.FromHours(1))), hour);

        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Same(hour, await current.GetAsync(Token));
        _time.Advance(TimeSpan.FromMinutes(1));
        R2Credential next = await current.GetAsync(Token);

        Assert.Equal(_time.GetUtcNow().AddHours(1), next.Expires);
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Get_AboutToEndAndSourceFails_GoesOnUntilTheEnd()
    {
        R2Credential minute = Temporary(TimeSpan.FromMinutes(1));
        CurrentCredential current = Of(_ => throw new R2Exception("VaultLocked", "locked"), minute);

        _time.Advance(TimeSpan.FromSeconds(48));
        Assert.Same(minute, await current.GetAsync(Token));
        _time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("VaultLocked", (await Assert.ThrowsAsync<R2Exception>(async () => await current.GetAsync(Token))).Code);
    }

    private R2Credential Temporary(TimeSpan lifetime) => s_old.Delegate(
        new TemporaryCredentialOptions
        {
            AccountId = "account",
            Endpoint = new Uri("https://example.com"),
            BucketName = "bucket",
            Permission = R2AccessLevel.ObjectReadOnly,
            Lifetime = lifetime,
        },
        _time.GetUtcNow());

    private CurrentCredential Of(Func<CancellationToken, ValueTask<R2Credential>> renew, R2Credential? first = null) => new(new R2ClientOptions
    {
        Credential = first ?? s_old,
        TimeProvider = _time,
        RenewCredential = cancellation =>
        {
            _asked++;
            return renew(cancellation);
        },
    });
}
