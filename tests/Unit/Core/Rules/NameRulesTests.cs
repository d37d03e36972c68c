using R2.Rules;
using R2.Unit.Support;

namespace R2.Unit.Core.Rules;

public class NameRulesTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("a-1")]
    [InlineData("0bucket0")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void Bucket_WithinTheRules_IsTaken(string bucket) => Assert.Equal(bucket, NameRules.Bucket(bucket));

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("Abc")]
    [InlineData("a.b")]
    [InlineData("a_b")]
    [InlineData("a/b")]
    [InlineData("bücher")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void Bucket_OutsideTheRules_NamesValueAndRule(string bucket)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => NameRules.Bucket(bucket));

        Assert.Equal("InvalidBucketName", e.Code);
        Assert.Contains($"'{bucket}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(" and must ", e.Message, StringComparison.Ordinal);
        Assert.Equal(bucket, e.BucketName);
    }

    [Theory]
    [MemberData(nameof(TrapKeys.All), MemberType = typeof(TrapKeys))]
    public void Key_TrapKey_IsTaken(string key) => Assert.Equal(key, NameRules.Key(key));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Key_OfWrongLength_NamesLengthAndRange(int length)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => NameRules.Key(new string('k', length)));

        Assert.Equal("InvalidObjectName", e.Code);
        Assert.Contains($"{length} bytes", e.Message, StringComparison.Ordinal);
        Assert.Contains("1 to 1024", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_TooLongInUtf8Only_IsRefused() => Assert.Throws<R2Exception>(() => NameRules.Key(new string('é', 513)));

    [Fact]
    public void Key_HalfASurrogatePair_IsRefused() =>
        Assert.Contains("surrogate", Assert.Throws<R2Exception>(() => NameRules.Key("a\ud83d")).Message, StringComparison.Ordinal);
}
