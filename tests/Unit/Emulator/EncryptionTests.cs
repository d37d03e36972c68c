using System.IO.Compression;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class EncryptionTests : IDisposable
{
    private const string Own = "x-amz-server-side-encryption-customer-";
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Get_CustomerKey_MustBeTheSame()
    {
        EmulatorReply put = await _client.PutAsync("/bucket/key", "secret", Key('a'));
        Assert.Equal("AES256", put[Own + "algorithm"]);
        Assert.Equal("secret", (await _client.GetAsync("/bucket/key", Key('a'))).Text);
        Assert.Equal("AccessDenied", (await _client.GetAsync("/bucket/key", Key('b'))).Code);
        Assert.Equal("InvalidRequest", (await _client.GetAsync("/bucket/key")).Code);
        Assert.Equal(400, (await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null)).Status);
    }

    [Fact]
    public async Task Get_KeyForAPlainObject_Returns400()
    {
        await _client.PutAsync("/bucket/key", "x");
        Assert.Equal("The encryption parameters are not applicable to this object.", (await _client.GetAsync("/bucket/key", Key('a'))).Element("Message"));
    }

    [Theory]
    [InlineData(1, "an appropriate secret key.")]
    [InlineData(2, "the client calculated MD5 of the secret key.")]
    [InlineData(0, "a valid encryption algorithm.")]
    public async Task Put_HeaderMissing_SaysWhich(int left, string end)
    {
        List<(string Name, string? Value)> headers = Key('a').ToList();
        headers.RemoveAt(left);
        Assert.EndsWith(end, (await _client.PutAsync("/bucket/key", "x", [.. headers])).Element("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OtherAlgorithm_Returns400() =>
        Assert.Equal("InvalidEncryptionAlgorithmError", (await _client.PutAsync("/bucket/key", "x", [(Own + "algorithm", "AES128"), .. Key('a').Skip(1)])).Code);

    [Fact]
    public async Task Put_Md5OfAnotherKey_Returns400() =>
        Assert.Equal("InvalidArgument", (await _client.PutAsync("/bucket/key", "x", [.. Key('a').Take(2), Key('b')[2]])).Code);

    [Fact]
    public async Task Copy_Encrypted_NeedsTheSourcesKey()
    {
        await _client.PutAsync("/bucket/key", "secret", Key('a'));
        (string, string?)[] source = [("x-amz-copy-source", "/bucket/key")];
        Assert.Equal("InvalidRequest", (await _client.SendAsync("PUT", "/bucket/copy", (byte[]?)null, source)).Code);
        IEnumerable<(string, string? Value)> keyed = Key('a').Select(field => (field.Name.Replace("x-amz-", "x-amz-copy-source-", StringComparison.Ordinal), field.Value));
        Assert.Equal(200, (await _client.SendAsync("PUT", "/bucket/copy", (byte[]?)null, [.. source, .. keyed, .. Key('b')])).Status);
        Assert.Equal("secret", (await _client.GetAsync("/bucket/copy", Key('b'))).Text);
    }

    [Fact]
    public async Task UploadPart_Encrypted_NeedsTheUploadsKey()
    {
        string id = await _client.CreateUploadAsync("/bucket/key", Key('a'));
        Assert.Equal("InvalidRequest", (await _client.UploadPartAsync("/bucket/key", id, 1, [1])).Code);
        Assert.Equal("InvalidRequest", (await _client.UploadPartAsync("/bucket/key", id, 1, [1], Key('b'))).Code);
        EmulatorReply part = await _client.UploadPartAsync("/bucket/key", id, 1, [1], Key('a'));
        await _client.CompleteAsync("/bucket/key", id, [(1, part.ETag!)]);
        Assert.Equal([1], (await _client.GetAsync("/bucket/key", Key('a'))).Body);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Get_StoredCompressed_IsUnpackedUnlessAccepted(string coding)
    {
        byte[] packed = Pack(coding, new string('x', 5000));
        await _client.SendAsync("PUT", "/bucket/key", packed, ("Content-Encoding", coding), ("Cache-Control", "max-age=1"));
        await _client.SendAsync("PUT", "/bucket/kept", packed, ("Content-Encoding", coding), ("Cache-Control", "no-transform"));
        EmulatorReply unpacked = await _client.GetAsync("/bucket/key");
        EmulatorReply asStored = await _client.GetAsync("/bucket/key", ("Accept-Encoding", "gzip, br"));
        EmulatorReply refused = await _client.GetAsync("/bucket/key", ("Accept-Encoding", coding + ";q=0"));
        EmulatorReply kept = await _client.GetAsync("/bucket/kept");
        Assert.Equal((new string('x', 5000), null, null), (unpacked.Text, unpacked["Content-Length"], unpacked["Content-Encoding"]));
        Assert.StartsWith("W/", unpacked.ETag, StringComparison.Ordinal);
        Assert.Equal(packed, asStored.Body);
        Assert.Equal(coding, asStored["Content-Encoding"]);
        Assert.Equal(5000, refused.Body.Length);
        Assert.Equal(packed, kept.Body);
    }

    private static byte[] Pack(string coding, string text)
    {
        using MemoryStream packed = new MemoryStream();
        using (Stream packer = coding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, true) : new BrotliStream(packed, CompressionLevel.Fastest, true))
        {
            packer.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static (string Name, string? Value)[] Key(char letter)
    {
        string key = new string(letter, 32);
        return [(Own + "algorithm", "AES256"), (Own + "key", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(key))), (Own + "key-MD5", EmulatorMd5.Base64(key))];
    }
}
