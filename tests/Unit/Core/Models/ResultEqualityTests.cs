using R2.Models;

namespace R2.Unit.Core.Models;

/// <summary>Two results are equal if they say the same, whichever requests they come from.</summary>
public class ResultEqualityTests
{
    private static readonly R2Checksum s_checksum = new(R2ChecksumAlgorithm.Crc32C, "AAAAAA==");

    [Fact]
    public void Parts_OfTwoRequests_AreEqual()
    {
        R2Part part = Part("one", 1);

        Assert.Equal(part, Part("two", 3));
        Assert.Equal(part.GetHashCode(), Part("two", 3).GetHashCode());
        Assert.NotEqual(part, part with { ETag = "f" });
        Assert.NotEqual(part, part with { Checksums = [] });
    }

    [Fact]
    public void Puts_WithEqualChecksums_AreEqual()
    {
        R2PutResult put = new() { ETag = "e", Checksums = [s_checksum] };

        Assert.Equal(put, new R2PutResult { ETag = "e", Checksums = [s_checksum], Attempts = 2 });
        Assert.NotEqual(put, new R2PutResult { ETag = "e", Checksums = [s_checksum, s_checksum] });
    }

    [Fact]
    public void ObjectsWithMetadata_InAnyOrder_AreEqual()
    {
        R2ObjectInfo info = Info(("a", "1"), ("b", "2"));

        Assert.Equal(info, Info(("B", "2"), ("a", "1")));
        Assert.Equal(info.GetHashCode(), Info(("B", "2"), ("a", "1")).GetHashCode());
        Assert.NotEqual(info, Info(("a", "1")));
        Assert.NotEqual(info, Info(("a", "1"), ("b", "3")));
    }

    [Fact]
    public void Results_OfTwoKinds_AreNotEqual() =>
        Assert.False(((R2Result)new R2PutResult { ETag = "e" }).Equals(new R2CompleteResult { ETag = "e" }));

    private static R2Part Part(string requestId, int attempts) =>
        new() { PartNumber = 1, ETag = "e", Checksums = [s_checksum], RequestId = requestId, Attempts = attempts, Elapsed = TimeSpan.FromSeconds(attempts) };

    private static R2ObjectInfo Info(params (string Name, string Value)[] metadata)
    {
        TextDictionary entries = [];
        foreach ((string name, string value) in metadata)
        {
            entries[name] = value;
        }

        return new() { BucketName = "b", Key = "k", ETag = "e", Metadata = entries };
    }
}
