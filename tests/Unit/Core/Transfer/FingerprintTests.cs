using System.Reflection;
using R2.Models;
using R2.Transfer;
using R2.Transfer.Journals;
using R2.Transfer.Upload;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class FingerprintTests : TransferTest
{
    /// <summary>What is not fixed when an upload begins: conditions are of the request that completes it, and the others of one request.</summary>
    private static readonly string[] s_notFixed = [nameof(PutObjectOptions.Conditions), nameof(PutObjectOptions.Checksum), nameof(PutObjectOptions.ContentMd5)];

    public static TheoryData<string> FixedOptions => [.. typeof(PutObjectOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static p => p.CanWrite).Select(static p => p.Name).Except(s_notFixed)];

    /// <summary>An option that is added and not sent with the request that begins an upload, or a kind of value unknown here, fails.</summary>
    [Theory]
    [MemberData(nameof(FixedOptions))]
    public void UploadFingerprint_AnyOption_MakesAnother(string option)
    {
        PropertyInfo property = typeof(PutObjectOptions).GetProperty(option)!;
        PutObjectOptions changed = new();
        property.SetValue(changed, Value(property.PropertyType));

        Assert.NotEmpty(Of(changed).DifferencesFrom(Of(new()).Digests));
        Assert.NotEmpty(Of(new()).DifferencesFrom(Of(changed).Digests));
        Assert.Empty(Of(changed).DifferencesFrom(Of(changed with { }).Digests));
    }

    [Fact]
    public void UploadFingerprint_TwoValuesOfOneOption_Differ()
    {
        Assert.NotEmpty(Of(new() { SseCustomerKey = new(new byte[32]) }).DifferencesFrom(Of(new() { SseCustomerKey = new([.. Enumerable.Repeat((byte)1, 32)]) }).Digests));
        Assert.NotEmpty(Of(new() { Metadata = Entries(("a", "b")) }).DifferencesFrom(Of(new() { Metadata = Entries(("a", "c")) }).Digests));
        Assert.NotEmpty(Of(new() { Metadata = Entries(("a", "bc")) }).DifferencesFrom(Of(new() { Metadata = Entries(("ab", "c")) }).Digests));
        Assert.Empty(Of(new() { Metadata = Entries(("a", "b"), ("c", "d")) }).DifferencesFrom(Of(new() { Metadata = Entries(("c", "d"), ("a", "b")) }).Digests));
    }

    [Fact]
    public void Digest_TextsThatJoinAlike_Differ() => Assert.Equal(
        5, new[] { Fingerprint.Digest("a\nb"), Fingerprint.Digest("a", "b"), Fingerprint.Digest("a", "b", ""), Fingerprint.Digest("a", "b", null), Fingerprint.Digest("\ud800") }.Distinct().Count());

    [Fact]
    public void UploadFingerprint_CustomersKey_IsNotInIt() =>
        Assert.DoesNotContain(Of(new() { SseCustomerKey = new(new byte[32]) }).Digests.Values, static digest => digest.Contains(Convert.ToBase64String(new byte[32]), StringComparison.Ordinal));

    private Fingerprint Of(PutObjectOptions options) => UploadFingerprint.Of(
        Fixture.Emulator.Endpoint, Fixture.Upload(R2Content.FromBytes(new byte[9])) with { Options = options }, PartPlan.InParts(9, R2Client.MinPartBytes), R2ChecksumAlgorithm.Crc32C);

    private static Dictionary<string, string> Entries(params (string Name, string Value)[] entries) => entries.ToDictionary(static e => e.Name, static e => e.Value);

    private static object Value(Type type) =>
        type == typeof(string) ? "value"
        : type == typeof(bool) ? true
        : type == typeof(DateTimeOffset?) ? DateTimeOffset.UnixEpoch
        : type == typeof(SseCustomerKey) ? new SseCustomerKey(new byte[32])
        : type == typeof(IReadOnlyDictionary<string, string>) ? Entries(("a", "b"))
        : throw new NotSupportedException($"Options of type {type} are new: give one a value here.");
}
