using System.Net;
using R2.Diagnostics;
using R2.Errors;

namespace R2.Unit.Core.Errors;

public sealed class ErrorCatalogueTests
{
    [Fact]
    public void All_HasEachCodeOfR2ErrorCodesAndNoOther() => Assert.Equal(
        typeof(R2ErrorCodes).GetFields().Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        ErrorCatalogue.All.Select(static entry => entry.Code).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(400, true, "InvalidRequest")]
    [InlineData(403, true, "AccessDenied")]
    [InlineData(404, true, "NoSuchKey")]
    [InlineData(404, false, "NoSuchBucket")]
    [InlineData(408, true, "RequestTimeout")]
    [InlineData(409, false, "BucketConflict")]
    [InlineData(412, true, "PreconditionFailed")]
    [InlineData(503, true, "ServiceUnavailable")]
    [InlineData(502, true, "Http502")]
    [InlineData(418, true, "Http418")]
    public void CodeOf_ResponseWithoutADocument_FollowsFromTheStatus(int status, bool hasKey, string code) =>
        Assert.Equal(code, ErrorCatalogue.CodeOf((HttpStatusCode)status, hasKey));

    [Theory]
    [InlineData("AccessDenied", null, R2ErrorKind.Denied)]
    [InlineData("AccessDenied", 403, R2ErrorKind.Denied)]
    [InlineData("ObjectLockedByBucketPolicy", null, R2ErrorKind.Denied)]
    [InlineData("ObjectLockedByBucketPolicy", 403, R2ErrorKind.Denied)]
    [InlineData("InvalidToken", 400, R2ErrorKind.Unauthenticated)]
    [InlineData("BadDigest", 400, R2ErrorKind.Damaged)]
    [InlineData("RequestTimeout", 400, R2ErrorKind.Timeout)]
    [InlineData("OperationTimeout", null, R2ErrorKind.Timeout)]
    [InlineData("InvalidResponse", 404, R2ErrorKind.InvalidResponse)]
    [InlineData("Unheard", null, R2ErrorKind.Invalid)]
    [InlineData("Unheard", 200, R2ErrorKind.Invalid)]
    [InlineData("Unheard", 400, R2ErrorKind.Invalid)]
    [InlineData("Unheard", 403, R2ErrorKind.Denied)]
    [InlineData("Unheard", 408, R2ErrorKind.Timeout)]
    [InlineData("Unheard", 429, R2ErrorKind.Throttled)]
    [InlineData("Unheard", 501, R2ErrorKind.NotImplemented)]
    [InlineData("Unheard", 503, R2ErrorKind.Throttled)]
    [InlineData("Unheard", 520, R2ErrorKind.Server)]
    public void Kind_FollowsFromTheCodeAndOtherwiseFromTheStatus(string code, int? status, R2ErrorKind kind) =>
        Assert.Equal(kind, new R2Exception(code, "m") { StatusCode = (HttpStatusCode?)status }.Kind);

    [Theory]
    [InlineData("SlowDown", null, true)]
    [InlineData("IncompleteBody", 400, true)]
    [InlineData("RequestTimeout", 400, true)]
    [InlineData("Unheard", 408, true)]
    [InlineData("Unheard", 429, true)]
    [InlineData("Unheard", 502, true)]
    [InlineData("Unheard", 504, true)]
    [InlineData("Unheard", 519, false)]
    [InlineData("Unheard", 520, true)]
    [InlineData("Unheard", 524, true)]
    [InlineData("Unheard", 525, false)]
    [InlineData("NotImplemented", 501, false)]
    [InlineData("BadDigest", 400, false)]
    [InlineData("NoSuchKey", 404, false)]
    [InlineData(null, null, false)]
    public void IsTransient_WhatMayPass_IsTrue(string? code, int? status, bool expected) => Assert.Equal(expected, ErrorCatalogue.IsTransient((HttpStatusCode?)status, code));

    /// <summary>A portal's 403 says nothing of the credential.</summary>
    [Fact]
    public void ErrorTypes_OfAResponseOfAnotherServer_IsNotThatOfItsStatus() =>
        Assert.Equal(ErrorTypes.Server, ErrorTypes.Of(new R2Exception(R2ErrorCodes.InvalidResponse, "m") { StatusCode = HttpStatusCode.Forbidden }));

    /// <summary>The status of a response and the code in it lead to one label; only 400 stands for errors of several labels.</summary>
    [Fact]
    public void ErrorTypes_OfACodeAndOfItsStatus_AreTheSame() => Assert.All(
        ErrorCatalogue.All.Where(static entry => entry.Status is not (null or 400)),
        static entry => Assert.Equal(ErrorTypes.Of((HttpStatusCode)entry.Status!.Value), ErrorTypes.Of(new R2Exception(entry.Code, "m"))));
}
