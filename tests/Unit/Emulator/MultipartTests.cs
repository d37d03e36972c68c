using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class MultipartTests : IDisposable
{
    private const string Key = "/bucket/key";

    // R2's minimum of 5 MiB brought down, so that the rules about lengths are seen with bytes to count on fingers.
    private readonly EmulatorClient _client = new(new R2EmulatorOptions
    {
        Buckets = ["bucket"],
        TimeProvider = new EmulatorClock(),
        Limits = new EmulatorLimits { MinimumPartSize = 4, MaximumPartSize = 100 },
    });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Complete_Parts_MakesTheObjectWithMd5OfMd5s()
    {
        string id = await _client.CreateUploadAsync(Key, ("Content-Type", "text/x"), ("x-amz-meta-a", "1"));
        IReadOnlyList<(int Number, string ETag)> parts = await UploadAsync(id, "abcd", "efgh", "ijkl");
        EmulatorReply complete = await _client.CompleteAsync(Key, id, parts.Reverse());
        byte[] digests = parts.SelectMany(part => Convert.FromHexString(part.ETag.Trim('"'))).ToArray();
        EmulatorReply get = await _client.GetAsync(Key);
        Assert.Equal($"\"{EmulatorMd5.Hex(digests)}-3\"", complete.Element("ETag"));
        Assert.Equal((complete.Element("ETag"), "abcdefghijkl", "text/x", "1"), (get.ETag, get.Text, get["Content-Type"], get["x-amz-meta-a"]));
        Assert.Equal($"http://127.0.0.1:{_client.Server.Port}/bucket/key", complete.Element("Location"));
        Assert.Equal("NoSuchUpload", (await _client.CompleteAsync(Key, id, parts)).Code);
    }

    [Theory]
    [InlineData("EntityTooSmall", "abc", "def")]
    [InlineData("InvalidPart", "abcde", "abcd", "a")]
    [InlineData("InvalidPart", "abcd", "abcde")]
    [InlineData(null, "abcd", "abcd")]
    [InlineData(null, "a")]
    [InlineData(null, "abcd", "")]
    public async Task Complete_PartLengths_AreR2s(string? code, params string[] bodies)
    {
        string id = await _client.CreateUploadAsync(Key);
        EmulatorReply reply = await _client.CompleteAsync(Key, id, await UploadAsync(id, bodies));
        Assert.Equal((code is null ? 200 : 400, code), (reply.Status, reply.Code));
        if (code == "InvalidPart")
        {
            Assert.Equal("All non-trailing parts must have the same length.", reply.Element("Message"));
        }
    }

    [Fact]
    public async Task Complete_ShortLastPartNamedFirst_IsTooSmallAndLeavesTheUpload()
    {
        string id = await _client.CreateUploadAsync(Key);
        IReadOnlyList<(int Number, string ETag)> parts = await UploadAsync(id, "abcd", "e");
        Assert.Equal("EntityTooSmall", (await _client.CompleteAsync(Key, id, parts.Reverse())).Code);
        Assert.Equal(200, (await _client.CompleteAsync(Key, id, parts)).Status);
    }

    [Theory]
    [InlineData("<wat/>", "MalformedXML")]
    [InlineData("<CompleteMultipartUpload></CompleteMultipartUpload>", "MalformedXML")]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>1.5</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>", "MalformedXML")]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>10001</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>", "InvalidPart")]
    [InlineData("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>", "InvalidPart")]
    public async Task Complete_BadDocument_IsRefused(string document, string code)
    {
        string id = await _client.CreateUploadAsync(Key);
        await UploadAsync(id, "abcd");
        Assert.Equal(code, (await _client.SendAsync("POST", $"{Key}?uploadId={id}", document)).Code);
    }

    [Fact]
    public async Task Complete_PartNamedTwice_SaysSo()
    {
        string id = await _client.CreateUploadAsync(Key);
        EmulatorReply reply = await _client.CompleteAsync(Key, id, [(1, "a"), (1, "a")]);
        Assert.Equal("There was a problem with the multipart upload.", reply.Element("Message"));
    }

    [Fact]
    public async Task Complete_ConditionFails_EndsTheUpload()
    {
        await _client.PutAsync(Key, "old");
        string id = await _client.CreateUploadAsync(Key);
        IReadOnlyList<(int Number, string ETag)> parts = await UploadAsync(id, "abcd");
        Assert.Equal(412, (await _client.CompleteAsync(Key, id, parts, ("If-None-Match", "*"))).Status);
        Assert.Equal("NoSuchUpload", (await _client.CompleteAsync(Key, id, parts)).Code);
        Assert.Equal("old", (await _client.GetAsync(Key)).Text);
    }

    [Theory]
    [InlineData("0", 400)]
    [InlineData("10001", 400)]
    [InlineData("", 400)]
    [InlineData("1.0", 404)]
    [InlineData("01", 200)]
    public async Task UploadPart_Number_IsHeldToItsRange(string number, int status)
    {
        string id = await _client.CreateUploadAsync(Key);
        Assert.Equal(status, (await _client.PutAsync($"{Key}?partNumber={number}&uploadId={id}", "x")).Status);
    }

    [Fact]
    public async Task UploadPart_UnknownUpload_Returns404()
    {
        Assert.Equal("NoSuchUpload", (await _client.UploadPartAsync(Key, "bogus", 1, [1])).Code);
        Assert.Equal("NoSuchUpload", (await _client.SendAsync("DELETE", $"{Key}?uploadId=bogus", (byte[]?)null)).Code);
    }

    [Fact]
    public async Task UploadPart_TooLarge_Returns400()
    {
        string id = await _client.CreateUploadAsync(Key);
        Assert.Equal("EntityTooLarge", (await _client.UploadPartAsync(Key, id, 1, new byte[101])).Code);
    }

    [Fact]
    public async Task UploadPart_AgainAndFailing_LosesTheOldPart()
    {
        string id = await _client.CreateUploadAsync(Key);
        await UploadAsync(id, "abcd");
        EmulatorReply again = await _client.UploadPartAsync(Key, id, 1, "wxyz"u8.ToArray(), ("Content-MD5", Convert.ToBase64String(new byte[16])));
        Assert.Equal("BadDigest", again.Code);
        Assert.Empty((await _client.GetAsync($"{Key}?uploadId={id}")).Elements("PartNumber"));
    }

    [Fact]
    public async Task Put_UploadIdWithoutPartNumber_IsAPlainPut()
    {
        string id = await _client.CreateUploadAsync(Key);
        await _client.PutAsync($"{Key}?uploadId={id}", "plain");
        Assert.Equal("plain", (await _client.GetAsync(Key)).Text);
    }

    [Fact]
    public async Task ListParts_InPages_TellsAllOfThem()
    {
        string id = await _client.CreateUploadAsync(Key);
        await UploadAsync(id, "abcd", "efgh", "i");
        EmulatorReply first = await _client.GetAsync($"{Key}?uploadId={id}&max-parts=2");
        EmulatorReply second = await _client.GetAsync($"{Key}?uploadId={id}&part-number-marker={first.Element("NextPartNumberMarker")}");
        Assert.Equal(("true", "2", "2"), (first.Element("IsTruncated"), first.Element("NextPartNumberMarker"), first.Element("MaxParts")));
        Assert.Equal(["1", "2"], first.Elements("PartNumber"));
        Assert.Equal(["3"], second.Elements("PartNumber"));
        Assert.Equal(("1", "false"), (second.Element("Size"), second.Element("IsTruncated")));
    }

    [Fact]
    public async Task ListUploads_InPages_TellsAllOfThem()
    {
        foreach (string? key in new[] { "a/1", "a/2", "b", "b" })
        {
            await _client.CreateUploadAsync("/bucket/" + key);
        }

        EmulatorReply first = await _client.GetAsync("/bucket?uploads&max-uploads=3");
        string next = $"key-marker={first.Element("NextKeyMarker")}&upload-id-marker={Uri.EscapeDataString(first.Element("NextUploadIdMarker")!)}";
        EmulatorReply second = await _client.GetAsync($"/bucket?uploads&{next}");
        EmulatorReply grouped = await _client.GetAsync("/bucket?uploads&delimiter=/");
        Assert.Equal(["a/1", "a/2", "b"], first.Elements("Key"));
        Assert.Equal(["b"], second.Elements("Key"));
        Assert.Equal(["b", "b"], grouped.Elements("Key"));
        Assert.Equal(["", "a/"], grouped.Elements("Prefix"));
    }

    [Fact]
    public async Task Abort_Upload_ForgetsIt()
    {
        string id = await _client.CreateUploadAsync(Key);
        Assert.Equal(204, (await _client.SendAsync("DELETE", $"{Key}?uploadId={id}", (byte[]?)null)).Status);
        Assert.Equal(204, (await _client.SendAsync("DELETE", $"{Key}?uploadId={id}", (byte[]?)null)).Status);
        Assert.Equal("NoSuchUpload", (await _client.UploadPartAsync(Key, id, 1, [1])).Code);
        Assert.Empty((await _client.GetAsync("/bucket?uploads")).Elements("Upload"));
    }

    [Fact]
    public async Task Get_PartNumber_ReturnsThatPart()
    {
        string id = await _client.CreateUploadAsync(Key);
        await _client.CompleteAsync(Key, id, await UploadAsync(id, "abcd", "efgh", "i"));
        EmulatorReply second = await _client.GetAsync(Key + "?partNumber=2");
        EmulatorReply head = await _client.SendAsync("HEAD", Key + "?partNumber=3", (byte[]?)null);
        Assert.Equal((206, "efgh", "bytes 4-7/9", "3"), (second.Status, second.Text, second["Content-Range"], second["x-amz-mp-parts-count"]));
        Assert.Equal((206, "1"), (head.Status, head["Content-Length"]));
        Assert.Equal(416, (await _client.GetAsync(Key + "?partNumber=4")).Status);
    }

    [Fact]
    public async Task UploadPartCopy_Range_CopiesThoseBytes()
    {
        await _client.PutAsync("/bucket/source", "0123456789");
        string id = await _client.CreateUploadAsync(Key);
        EmulatorReply one = await CopyPartAsync(id, 1, "bytes=0-4");
        EmulatorReply two = await CopyPartAsync(id, 2, "bytes=5-99");
        await _client.CompleteAsync(Key, id, [(1, one.Element("ETag")!), (2, two.Element("ETag")!)]);
        Assert.Equal($"\"{EmulatorMd5.Hex("01234")}\"", one.Element("ETag"));
        Assert.Equal("0123456789", (await _client.GetAsync(Key)).Text);
        Assert.Equal("Invalid x-amz-copy-source-range: bytes=0-", (await CopyPartAsync(id, 1, "bytes=0-")).Element("Message"));
        Assert.Equal("x-amz-copy-source-range must be positive.", (await CopyPartAsync(id, 1, "bytes=5-2")).Element("Message"));
    }

    private Task<EmulatorReply> CopyPartAsync(string id, int number, string range) => _client.UploadPartAsync(
        Key, id, number, [], ("x-amz-copy-source", "/bucket/source"), ("x-amz-copy-source-range", range));

    private async Task<IReadOnlyList<(int Number, string ETag)>> UploadAsync(string id, params string[] bodies)
    {
        List<(int, string)> parts = new List<(int, string)>();
        foreach (string body in bodies)
        {
            EmulatorReply reply = await _client.UploadPartAsync(Key, id, parts.Count + 1, System.Text.Encoding.UTF8.GetBytes(body));
            parts.Add((parts.Count + 1, reply.ETag!));
        }

        return parts;
    }
}
