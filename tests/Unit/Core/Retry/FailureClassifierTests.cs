using System.Net;
using R2.Retry;

namespace R2.Unit.Core.Retry;

public class FailureClassifierTests
{
    private static readonly Failure s_throttled = new() { IsTransient = true, IsOverload = true };
    private static readonly Failure s_server = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true };
    private static readonly Failure s_client = new() { IsTransient = true };
    private static readonly Failure s_lost = new() { IsTransient = true, MayHaveHappened = true, IsOutage = true };

    public static TheoryData<string, int?, object> Retryable => new()
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
        { R2ErrorCodes.Timeout, null, s_lost },
        { "RequestTimeout", 408, s_client },
        { "RequestTimeout", 400, s_client },
        { "Other", 408, s_client },
        { "IncompleteBody", 400, s_client },
        { R2ErrorCodes.ConnectionFailed, null, s_lost },
        { R2ErrorCodes.InvalidResponse, null, s_client with { MayHaveHappened = true, IsOnce = true } },
        { R2ErrorCodes.InvalidResponse, 200, s_client with { MayHaveHappened = true, IsOnce = true } },
    };

    [Theory]
    [MemberData(nameof(Retryable))]
    public void Classify_WhatMayBeRepeated_SaysWhatItMeans(string code, int? status, object expected) =>
        Assert.Equal(expected, FailureClassifier.Classify(new R2Exception(code, "m") { StatusCode = (HttpStatusCode?)status, IsRetryable = true }));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public void Classify_ConnectionThatWasNeverMade_CannotHaveDoneAnything(HttpRequestError error, bool mayHaveHappened)
    {
        R2Exception lost = new(R2ErrorCodes.ConnectionFailed, "m", new HttpRequestException(error)) { IsRetryable = true };

        Assert.Equal(s_lost with { MayHaveHappened = mayHaveHappened }, FailureClassifier.Classify(lost));
    }

    [Fact]
    public void Classify_ServersWait_IsPassedOn() =>
        Assert.Equal(TimeSpan.FromSeconds(7), FailureClassifier.Classify(new R2Exception("SlowDown", "m") { IsRetryable = true, RetryAfter = TimeSpan.FromSeconds(7) }).RetryAfter);

    [Theory]
    [InlineData("BadDigest", true)]
    [InlineData("XAmzContentSHA256Mismatch", true)]
    [InlineData("NoSuchKey", false)]
    [InlineData("InternalError", false)]
    public void Classify_NotRetryable_IsFinalButForBytesDamagedOnTheWay(string code, bool transient)
    {
        R2Exception refused = new(code, "m") { StatusCode = HttpStatusCode.BadRequest };

        Assert.Equal(transient, FailureClassifier.IsDamaged(refused));
        Assert.Equal(transient ? s_client : Failure.Final, FailureClassifier.Classify(refused));
    }

    [Fact]
    public void Classify_ForeignException_IsFinal() => Assert.Equal(Failure.Final, FailureClassifier.Classify(new InvalidOperationException()));
}
