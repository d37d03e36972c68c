using System.Security.Cryptography;
using System.Text;
using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class IntegrityChecks
{
    private const string Text = "123456789";

    /// <summary>The published check value of CRC-32C for "123456789", E3069283, in base64.</summary>
    private static readonly R2Checksum s_crc32C = new(R2ChecksumAlgorithm.Crc32C, "4waSgw==");

    public static IEnumerable<Check> All =>
    [
        new("integrity.content-md5", c => c.PutAsync(c.NewKey(), Text, new PutObjectOptions { ContentMd5 = Md5Of(Text) })),
        new("integrity.wrong-content-md5", c => RefusedAsync(c, new PutObjectOptions { ContentMd5 = Md5Of("other") })),
        new("integrity.crc32c", c => KeptAsync(c, s_crc32C)),
        new("integrity.crc32", c => KeptAsync(c, new(R2ChecksumAlgorithm.Crc32, "y/Q5Jg=="))),
        new("integrity.sha256", c => KeptAsync(c, new(R2ChecksumAlgorithm.Sha256, Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Text)))))),
        new("integrity.wrong-crc32c", c => RefusedAsync(c, new PutObjectOptions { Checksum = new(R2ChecksumAlgorithm.Crc32C, "AAAAAA==") })),
    ];

    public static string Md5Of(string text) =>
        Convert.ToBase64String(Convert.FromHexString(CheckContext.Md5(Encoding.UTF8.GetBytes(text))));

    private static async Task KeptAsync(CheckContext c, R2Checksum checksum)
    {
        string key = c.NewKey();
        await c.PutAsync(key, Text, new PutObjectOptions { Checksum = checksum });
        R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, new GetObjectOptions { ChecksumMode = true }, c.Token);
        Verify.Sequence([checksum], info.Checksums, "the checksums");
    }

    private static async Task RefusedAsync(CheckContext c, PutObjectOptions options)
    {
        string key = c.NewKey();
        await Verify.ThrowsAsync("BadDigest", () => c.PutAsync(key, Text, options));
        await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(key));
    }
}
