using System.Net.Sockets;
using System.Security.Authentication;
using R2.Errors;
using R2.Requests;
using R2.Retry;

namespace R2.Unit.Core.Errors;

public class TransportErrorsTests
{
    private static readonly Uri s_https = new("https://account.r2.cloudflarestorage.com");
    private static readonly Uri s_http = new("http://localhost:9000");

    private static S3Request Request => S3Request.Get("GetObject", "bucket", "key");

    [Fact]
    public void IsTransport_WhatTheTransportThrows_AndNothingElse()
    {
        Assert.All<Exception>([new HttpRequestException(), new IOException(), new SocketException(), new AuthenticationException()], static e => Assert.True(TransportErrors.IsTransport(e)));
        Assert.All<Exception>([new OperationCanceledException(), new InvalidOperationException(), new R2Exception("Code", "m")], static e => Assert.False(TransportErrors.IsTransport(e)));
    }

    [Fact]
    public void From_LostConnection_NamesTheHostAndTheInnermostCause()
    {
        HttpRequestException cause = new("outer", new IOException("middle", new SocketException((int)SocketError.ConnectionReset)));

        R2Exception e = TransportErrors.From(cause, Request, s_http);

        Assert.Equal((R2ErrorCodes.ConnectionFailed, true, "GetObject", "bucket", "key", 1), (e.Code, e.IsRetryable, e.Operation, e.BucketName, e.Key, e.Attempts));
        Assert.Equal($"The connection to localhost:9000 failed: {new SocketException((int)SocketError.ConnectionReset).Message}", e.Message);
        Assert.Same(cause, e.InnerException);
    }

    [Theory]
    [InlineData(SocketError.TryAgain, "no name server answered")]
    [InlineData(SocketError.HostNotFound, null)]
    public void From_NameThatIsNotResolved_SaysSo(SocketError error, string? why)
    {
        SocketException cause = new((int)error);

        R2Exception e = TransportErrors.From(new HttpRequestException(HttpRequestError.NameResolutionError, "outer", cause), Request, s_https);

        Assert.Equal((R2ErrorCodes.ConnectionFailed, true), (e.Code, e.IsRetryable));
        Assert.Equal($"The connection to account.r2.cloudflarestorage.com:443 failed: the name could not be resolved ({why ?? cause.Message}).", e.Message);
    }

    [Fact]
    public void From_FailedHandshake_IsNotTriedAgain()
    {
        Exception[] causes = [new HttpRequestException("outer", new AuthenticationException("not trusted")), new HttpRequestException(HttpRequestError.SecureConnectionError, "not trusted")];
        foreach (Exception cause in causes)
        {
            R2Exception e = TransportErrors.From(cause, Request, s_https);

            Assert.Equal((R2ErrorCodes.TlsFailed, false), (e.Code, e.IsRetryable));
            Assert.Equal("No TLS connection to account.r2.cloudflarestorage.com:443 could be made: not trusted", e.Message);
        }
    }

    [Fact]
    public void From_FailedHandshakeOfAProxyBeforeHttp_DoesNotSpeakOfTlsToTheEndpoint()
    {
        R2Exception e = TransportErrors.From(new AuthenticationException("not trusted"), Request, s_http);

        Assert.Equal((R2ErrorCodes.TlsFailed, false, "The connection to localhost:9000 failed: not trusted"), (e.Code, e.IsRetryable, e.Message));
    }

    [Fact]
    public void From_ErrorOfTheBody_KeepsItsCodeAndIsNotTriedAgain()
    {
        HttpRequestException wrapped = new("outer", new R2Exception(R2ErrorCodes.SourceChanged, "it changed"));

        R2Exception e = TransportErrors.From(wrapped, Request, s_https);

        Assert.Equal((R2ErrorCodes.SourceChanged, "it changed", false, "GetObject", "bucket", "key", 1), (e.Code, e.Message, e.IsRetryable, e.Operation, e.BucketName, e.Key, e.Attempts));
        Assert.Same(wrapped, e.InnerException);
    }

    [Fact]
    public void Idle_SaysForHowLongNothingMoved()
    {
        OperationCanceledException cause = new();

        R2Exception e = TransportErrors.Idle(Request, s_https, TimeSpan.FromSeconds(1.5), cause);

        Assert.Equal((R2ErrorCodes.Timeout, true, "GetObject", "bucket", "key", 1), (e.Code, e.IsRetryable, e.Operation, e.BucketName, e.Key, e.Attempts));
        Assert.Equal($"Nothing moved between here and account.r2.cloudflarestorage.com:443 for {1.5} s.", e.Message);
        Assert.Same(cause, e.InnerException);
    }

    [Fact]
    public void Open_SaysWhatWasNotSentAndWhen()
    {
        DateTimeOffset now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        Exception last = new InvalidOperationException("no luck");

        R2Exception bucket = TransportErrors.Open(new CircuitOpenException(TimeSpan.FromSeconds(29.2), last), Request, now);
        R2Exception account = TransportErrors.Open(new CircuitOpenException(TimeSpan.FromSeconds(30), null), S3Request.Get("ListBuckets"), now);

        Assert.Equal((R2ErrorCodes.CircuitOpen, false, "GetObject", "bucket", "key", 0, TimeSpan.FromSeconds(29.2)), (bucket.Code, bucket.IsRetryable, bucket.Operation, bucket.BucketName, bucket.Key, bucket.Attempts, bucket.RetryAfter));
        Assert.Equal("Requests to the bucket 'bucket' failed again and again, so this one was not sent. The next try will be made from 12:00:29 UTC, in 30 s. The last failure: no luck", bucket.Message);
        Assert.Same(last, bucket.InnerException);
        Assert.Equal("Requests to this account failed again and again, so this one was not sent. The next try will be made from 12:00:30 UTC, in 30 s.", account.Message);
        Assert.Equal(("ListBuckets", null, null), (account.Operation, account.BucketName, account.Key));
        Assert.IsType<CircuitOpenException>(account.InnerException);
    }

    [Fact]
    public void TotalTimeout_SaysHowLongAllAttemptsHad()
    {
        OperationCanceledException cause = new();

        R2Exception e = TransportErrors.TotalTimeout(TimeSpan.FromSeconds(20), Request, cause);

        Assert.Equal((R2ErrorCodes.Timeout, "The request was not done within 20 s, all attempts together.", false, "GetObject", "bucket", "key"), (e.Code, e.Message, e.IsRetryable, e.Operation, e.BucketName, e.Key));
        Assert.Same(cause, e.InnerException);
    }
}
