using System.Security.Cryptography;
using System.Text;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class ObjectTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Put_WithMetadata_ComesBackWithMd5AsETag()
    {
        EmulatorReply put = await _client.PutAsync(
            "/bucket/key", "0123456789", ("Content-Type", "text/markdown"), ("Cache-Control", "max-age=60"), ("x-amz-meta-Hello", "world"));
        EmulatorReply get = await _client.GetAsync("/bucket/key");
        Assert.Equal($"\"{EmulatorMd5.Hex("0123456789")}\"", put.ETag);
        Assert.Equal((200, "0123456789", put.ETag, "10"), (get.Status, get.Text, get.ETag, get["Content-Length"]));
        Assert.Equal(("text/markdown", "max-age=60", "world", "bytes"), (get["Content-Type"], get["Cache-Control"], get["x-amz-meta-hello"], get["Accept-Ranges"]));
        Assert.Equal("Sun, 22 Nov 2026 12:00:00 GMT", get["Last-Modified"]);
        Assert.Equal("Sun, 22 Nov 2026 12:00:00 GMT", get["Date"]);
        Assert.NotNull(get["x-amz-request-id"]);
    }

    [Fact]
    public async Task Head_Object_HasLengthAndNoBody()
    {
        await _client.PutAsync("/bucket/key", "12345");
        EmulatorReply head = await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null);
        Assert.Equal((200, "5", 0), (head.Status, head["Content-Length"], head.Body.Length));
    }

    [Fact]
    public async Task Get_Missing_IsADocumentAndHeadIsNot()
    {
        EmulatorReply get = await _client.GetAsync("/bucket/key");
        EmulatorReply head = await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null);
        Assert.Equal("""<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>""", get.Text);
        Assert.Equal((404, "application/xml"), (get.Status, get["Content-Type"]));
        Assert.Equal((404, 0, "application/xml", null), (head.Status, head.Body.Length, head["Content-Type"], head["Content-Length"]));
    }

    [Fact]
    public async Task Get_MissingBucket_Returns404AfterTheSignatureIsChecked()
    {
        Assert.Equal("NoSuchBucket", (await _client.GetAsync("/nowhere/key")).Code);
        _client.Signer.SecretAccessKey = "wrong";
        Assert.Equal("SignatureDoesNotMatch", (await _client.GetAsync("/nowhere/key")).Code);
    }

    [Fact]
    public async Task Delete_Missing_Returns204()
    {
        await _client.PutAsync("/bucket/key", "x");
        Assert.Equal(204, (await _client.SendAsync("DELETE", "/bucket/key?tagging", (byte[]?)null)).Status);
        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
        Assert.Equal(204, (await _client.SendAsync("DELETE", "/bucket/key", (byte[]?)null)).Status);
    }

    [Fact]
    public async Task Post_OnAKey_IsPut()
    {
        await _client.SendAsync("POST", "/bucket/key", "posted", ("x-amz-copy-source", "/bucket/other"));
        Assert.Equal("posted", (await _client.GetAsync("/bucket/key")).Text);
    }

    [Fact]
    public async Task Put_TwoSpellingsOfOneName_AreOneObject()
    {
        await _client.PutAsync("/bucket/e%CC%81", "decomposed");
        await _client.PutAsync("/bucket/%C3%A9", "composed");
        Assert.Equal("composed", (await _client.GetAsync("/bucket/e%CC%81")).Text);
        Assert.Equal(["%C3%A9"], (await _client.GetAsync("/bucket?list-type=2&encoding-type=url")).Elements("Key"));
    }

    [Theory]
    [InlineData(1024, 200)]
    [InlineData(1025, 400)]
    public async Task Put_KeyLength_IsHeldTo1024Bytes(int bytes, int status) =>
        Assert.Equal(status, (await _client.PutAsync("/bucket/" + new string('k', bytes), "x")).Status);

    [Fact]
    public async Task Put_KeyThatIsNotUtf8_Returns400() =>
        Assert.Equal("InvalidObjectName", (await _client.PutAsync("/bucket/%FF", "x")).Code);

    [Theory]
    [InlineData("=?UTF-8?B?w6TDtsO8?=", "äöü")]
    [InlineData("=?utf-8?Q?a=C3=A4_b?=", "aä b")]
    [InlineData("=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Y=?=", "äö")]
    public async Task Put_EncodedWords_ComeBackEncoded(string sent, string meaning)
    {
        await _client.PutAsync("/bucket/key", "x", ("x-amz-meta-name", sent));
        string? received = (await _client.GetAsync("/bucket/key"))["x-amz-meta-name"];
        Assert.Equal($"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(meaning))}?=", received);
    }

    [Theory]
    [InlineData(8188, 200)]
    [InlineData(8189, 400)]
    public async Task Put_Metadata_IsHeldTo8192Bytes(int length, int status)
    {
        EmulatorReply reply = await _client.PutAsync("/bucket/key", "x", ("x-amz-meta-name", new string('v', length)));
        Assert.Equal((status, status == 400 ? "MetadataTooLarge" : null), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("x-amz-storage-class", "STANDARD_IA", 200)]
    [InlineData("x-amz-storage-class", "GLACIER", 400)]
    [InlineData("x-amz-tagging", "a=b", 501)]
    [InlineData("x-amz-acl", "public-read", 200)]
    [InlineData("x-amz-acl", "lol", 501)]
    [InlineData("x-amz-server-side-encryption", "AES256", 200)]
    [InlineData("x-amz-server-side-encryption", "aws:kms", 501)]
    [InlineData("x-amz-foobar", "x", 200)]
    [InlineData("x-amz-mfa", "x", 200)]
    public async Task Put_Header_IsScreened(string name, string value, int status) =>
        Assert.Equal(status, (await _client.PutAsync("/bucket/key", "x", (name, value))).Status);

    [Fact]
    public async Task Put_InfrequentAccess_IsTold()
    {
        await _client.PutAsync("/bucket/key", "x", ("x-amz-storage-class", "STANDARD_IA"));
        Assert.Equal("STANDARD_IA", (await _client.GetAsync("/bucket/key"))["x-amz-storage-class"]);
        Assert.Equal("STANDARD_IA", (await _client.GetAsync("/bucket?list-type=2")).Element("StorageClass"));
    }

    [Fact]
    public async Task Put_CreateBucketIfMissing_MakesIt()
    {
        Assert.Equal("NoSuchBucket", (await _client.PutAsync("/fresh/key", "x")).Code);
        Assert.Equal(200, (await _client.PutAsync("/fresh/key", "x", ("cf-create-bucket-if-missing", "true"))).Status);
        Assert.Equal("x", (await _client.GetAsync("/fresh/key")).Text);
    }

    [Fact]
    public async Task Put_AboveTheLimit_Returns400EntityTooLarge()
    {
        using EmulatorClient client = new EmulatorClient(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = new EmulatorClock(), Limits = new EmulatorLimits { MaximumPutSize = 4 } });
        Assert.Equal(200, (await client.PutAsync("/bucket/key", "1234")).Status);
        Assert.Equal("EntityTooLarge", (await client.PutAsync("/bucket/key", "12345")).Code);
    }

    [Fact]
    public async Task Get_ResponseOverrides_ReplaceWhatIsStored()
    {
        await _client.PutAsync("/bucket/key", "x", ("Content-Type", "text/plain"));
        EmulatorReply reply = await _client.GetAsync("/bucket/key?response-content-type=image%2Fpng&response-content-disposition=attachment");
        Assert.Equal(("image/png", "attachment"), (reply["Content-Type"], reply["Content-Disposition"]));
    }

    [Fact]
    public async Task Put_LargeBody_ComesBackWhole()
    {
        byte[] body = RandomNumberGenerator.GetBytes((3 << 20) + 17);
        await _client.SendAsync("PUT", "/bucket/key", body);
        Assert.Equal(body, (await _client.GetAsync("/bucket/key")).Body);
        EmulatorReply part = await _client.GetAsync("/bucket/key", ("Range", "bytes=262143-524289"));
        Assert.Equal(body[262143..524290], part.Body);
    }

    [Theory]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=8-99", "89", "bytes 8-9/10")]
    public async Task Get_Range_Returns206(string range, string body, string contentRange)
    {
        await _client.PutAsync("/bucket/key", "0123456789");
        EmulatorReply get = await _client.GetAsync("/bucket/key", ("Range", range));
        EmulatorReply head = await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null, ("Range", range));
        Assert.Equal((206, body, contentRange), (get.Status, get.Text, get["Content-Range"]));
        Assert.Equal((206, contentRange, get["Content-Length"]), (head.Status, head["Content-Range"], head["Content-Length"]));
    }

    [Theory]
    [InlineData("bytes=zzz", 400, "InvalidArgument", true)]
    [InlineData("bytes=1-2,4-5", 400, "InvalidArgument", true)]
    [InlineData("bytes=5-2", 400, "InvalidArgument", true)]
    [InlineData("bytes=10-", 416, "InvalidRange", false)]
    [InlineData("bytes=-0", 416, "InvalidRange", true)]
    public async Task Get_BadRange_IsRefused(string range, int status, string code, bool beforeTheKey)
    {
        EmulatorReply missing = await _client.GetAsync("/bucket/missing", ("Range", range));
        Assert.Equal(beforeTheKey ? code : "NoSuchKey", missing.Code);
        await _client.PutAsync("/bucket/key", "0123456789");
        EmulatorReply reply = await _client.GetAsync("/bucket/key", ("Range", range));
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }
}
