using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using R2.Emulator.Integrity;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class ChecksumTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    // Check values of "123456789": https://reveng.sourceforge.io/crc-catalogue/all.htm
    [Theory]
    [InlineData("CRC32", "CBF43926")]
    [InlineData("CRC32C", "E3069283")]
    [InlineData("CRC64NVME", "AE8B14860A799888")]
    [InlineData("SHA1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    public void Create_CheckString_GivesTheCatalogueValue(string algorithm, string expected)
    {
        using RunningChecksum checksum = ChecksumAlgorithms.Create(algorithm);
        checksum.Append("12345"u8);
        checksum.Append("6789"u8);
        Assert.Equal(expected, Convert.ToHexString(checksum.Finish()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void CombineNvme_TwoRuns_IsTheChecksumOfBoth(int secondLength)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(100 + secondLength);
        Assert.Equal(Crc64(bytes), TableCrc.CombineNvme(Crc64(bytes.AsSpan(0, 100)), Crc64(bytes.AsSpan(100)), secondLength));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Put_Checksum_IsEnforcedAndKept(string algorithm)
    {
        string header = "x-amz-checksum-" + algorithm.ToLowerInvariant();
        string right = Of(algorithm, "body");
        EmulatorReply put = await _client.PutAsync("/bucket/key", "body", (header, right));
        EmulatorReply bad = await _client.PutAsync("/bucket/bad", "body", (header, Of(algorithm, "other")));
        EmulatorReply head = await _client.SendAsync("HEAD", "/bucket/key", (byte[]?)null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal((200, right, right), (put.Status, put[header], head[header]));
        Assert.Equal((400, "BadDigest"), (bad.Status, bad.Code));
        Assert.Equal(404, (await _client.GetAsync("/bucket/bad")).Status);
        Assert.Null((await _client.GetAsync("/bucket/key"))[header]);
    }

    [Fact]
    public async Task Put_ContentMd5_IsEnforced()
    {
        EmulatorReply good = await _client.PutAsync("/bucket/key", "data", ("Content-MD5", EmulatorMd5.Base64("data")));
        EmulatorReply bad = await _client.PutAsync("/bucket/bad", "data", ("Content-MD5", EmulatorMd5.Base64("other")));
        EmulatorReply invalid = await _client.PutAsync("/bucket/bad", "data", ("Content-MD5", "not-base64!!!"));
        Assert.Equal((200, "BadDigest", "InvalidDigest"), (good.Status, bad.Code, invalid.Code));
        Assert.Contains($"You provided a MD5 checksum with value: {EmulatorMd5.Hex("other")}", bad.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await _client.GetAsync("/bucket/bad")).Status);
    }

    [Fact]
    public async Task Put_MalformedChecksum_Returns400InvalidDigest() =>
        Assert.Equal("InvalidDigest", (await _client.PutAsync("/bucket/key", "x", ("x-amz-checksum-crc32", "AAA="))).Code);

    [Theory]
    [InlineData("CRC32", "FULL_OBJECT", 501)]
    [InlineData("CRC32", "COMPOSITE", 200)]
    [InlineData("CRC64NVME", "FULL_OBJECT", 200)]
    [InlineData("CRC64NVME", "COMPOSITE", 501)]
    public async Task CreateUpload_ChecksumType_IsR2s(string algorithm, string type, int status)
    {
        EmulatorReply reply = await _client.SendAsync("POST", "/bucket/key?uploads", (byte[]?)null, ("x-amz-checksum-algorithm", algorithm), ("x-amz-checksum-type", type));
        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task UploadPart_ShaChecksum_Returns501()
    {
        string id = await _client.CreateUploadAsync("/bucket/key");
        EmulatorReply reply = await _client.UploadPartAsync("/bucket/key", id, 1, [1], ("x-amz-checksum-sha256", Of("SHA256", "x")));
        Assert.Equal((501, "NotImplemented"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("CRC32C", "COMPOSITE")]
    [InlineData("CRC64NVME", "FULL_OBJECT")]
    public async Task Complete_WithChecksums_MakesThatOfTheObject(string algorithm, string type)
    {
        byte[] first = RandomNumberGenerator.GetBytes(5 << 20);
        string header = "x-amz-checksum-" + algorithm.ToLowerInvariant();
        string id = await _client.CreateUploadAsync("/bucket/key", ("x-amz-checksum-algorithm", algorithm));
        EmulatorReply one = await _client.UploadPartAsync("/bucket/key", id, 1, first, (header, Of(algorithm, first)));
        EmulatorReply two = await _client.UploadPartAsync("/bucket/key", id, 2, [1, 2, 3], (header, Of(algorithm, [1, 2, 3])));
        EmulatorReply reply = await _client.CompleteAsync("/bucket/key", id, [(1, one.ETag!), (2, two.ETag!)]);
        string expected = type == "FULL_OBJECT"
            ? Of(algorithm, [.. first, 1, 2, 3])
            : Of(algorithm, [.. Convert.FromBase64String(Of(algorithm, first)), .. Convert.FromBase64String(Of(algorithm, [1, 2, 3]))]) + "-2";
        Assert.Equal((expected, type), (reply.Element("Checksum" + algorithm), reply.Element("ChecksumType")));
    }

    private static string Of(string algorithm, string text) => Of(algorithm, Encoding.UTF8.GetBytes(text));

    private static string Of(string algorithm, byte[] bytes)
    {
        using RunningChecksum checksum = ChecksumAlgorithms.Create(algorithm);
        checksum.Append(bytes);
        return Convert.ToBase64String(checksum.Finish());
    }

    private static ulong Crc64(ReadOnlySpan<byte> bytes)
    {
        using RunningChecksum checksum = ChecksumAlgorithms.Create("CRC64NVME");
        checksum.Append(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(checksum.Finish());
    }
}
