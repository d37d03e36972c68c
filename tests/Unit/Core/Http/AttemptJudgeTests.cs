using System.Net;
using R2.Http;
using R2.Resilience;

namespace R2.Unit.Core.Http;

public class AttemptJudgeTests
{
    private static readonly Verdict s_throttled = new() { IsTransient = true, IsOverload = true, ErrorType = "throttled" };
    private static readonly Verdict s_server = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true, ErrorType = "server" };
    private static readonly Verdict s_client = new() { IsTransient = true, ErrorType = "client" };
    private static readonly Verdict s_lost = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true, ErrorType = "network" };

    public static TheoryData<string, int?, Verdict> Retryable => new()
    {
        { "SlowDown", null, s_throttled },
        { "TooManyRequests", null, s_throttled },
        { "ServiceUnavailable", null, s_throttled },
        { "Other", 429, s_throttled with { IsHotKey = true } },
        { "SlowDown", 429, s_throttled with { IsHotKey = true } },
        // A refusal says that nothing was done, and speaks of a server that is up to saying so; it counts as an outage all the same.
        { "Other", 503, s_throttled with { IsOutage = true } },
        { "ServiceUnavailable", 503, s_throttled with { IsOutage = true } },
        { "InternalError", null, s_server },
        { "InternalError", 500, s_server },
        { "Other", 499, s_client },
        { "Other", 500, s_server },
        { "BadGateway", 502, s_server },
        { "RequestTimeTooSkewed", 403, s_client },
        { R2ErrorCodes.Timeout, null, s_lost with { ErrorType = "timeout" } },
        { R2ErrorCodes.ConnectionFailed, null, s_lost },
        { R2ErrorCodes.InvalidResponse, null, s_client with { MayHaveHappened = true, IsOnce = true } },
        { R2ErrorCodes.InvalidResponse, 200, s_client with { MayHaveHappened = true, IsOnce = true } },
    };

    [Theory]
    [MemberData(nameof(Retryable))]
    public void Judge_WhatMayBeRepeated_SaysWhatItMeans(string code, int? status, Verdict expected) =>
        Assert.Equal(expected, AttemptJudge.Judge(new R2Exception(code, "m") { StatusCode = (HttpStatusCode?)status, IsRetryable = true }));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public void Judge_ConnectionThatWasNeverMade_CannotHaveDoneAnything(HttpRequestError error, bool mayHaveHappened)
    {
        R2Exception lost = new(R2ErrorCodes.ConnectionFailed, "m", new HttpRequestException(error)) { IsRetryable = true };

        Assert.Equal(s_lost with { MayHaveHappened = mayHaveHappened }, AttemptJudge.Judge(lost));
    }

    [Fact]
    public void Judge_ServersWait_IsPassedOn() =>
        Assert.Equal(TimeSpan.FromSeconds(7), AttemptJudge.Judge(new R2Exception("SlowDown", "m") { IsRetryable = true, RetryAfter = TimeSpan.FromSeconds(7) }).RetryAfter);

    [Theory]
    [InlineData("BadDigest", true)]
    [InlineData("XAmzContentSHA256Mismatch", true)]
    [InlineData("NoSuchKey", false)]
    [InlineData("InternalError", false)]
    public void Judge_NotRetryable_IsFinalButForBytesDamagedOnTheWay(string code, bool transient)
    {
        R2Exception refused = new(code, "m") { StatusCode = HttpStatusCode.BadRequest };

        Assert.Equal(transient, AttemptJudge.IsDamaged(refused));
        Assert.Equal(transient ? s_client : Verdict.Final, AttemptJudge.Judge(refused));
    }

    [Fact]
    public void Judge_ForeignException_IsFinal() => Assert.Equal(Verdict.Final, AttemptJudge.Judge(new InvalidOperationException()));
}
