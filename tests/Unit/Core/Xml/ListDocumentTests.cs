using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

/// <summary>Whether a page of a list answers what was asked for, and where it says that the list goes on.</summary>
public class ListDocumentTests
{
    private static readonly ListObjectsOptions s_options = new() { Prefix = "p/", Delimiter = "/", MaxKeys = 2 };

    [Theory]
    [InlineData("<Name>other</Name>", "it is about the bucket 'other', not 'bucket'")]
    [InlineData("<Contents><Key>q/k</Key></Contents>", "it lists 'q/k', which does not begin with 'p/'")]
    [InlineData("<CommonPrefixes><Prefix>q/</Prefix></CommonPrefixes>", "it lists 'q/', which does not begin with 'p/'")]
    [InlineData("<Contents><Key>p/a</Key></Contents><Contents><Key>p/b</Key></Contents><CommonPrefixes><Prefix>p/c/</Prefix></CommonPrefixes>", "it lists 3 entries; 2 are the most")]
    [InlineData("<Contents><Key>%zz</Key></Contents><EncodingType>url</EncodingType>", "'%zz' is no percent-encoded UTF-8")]
    public void Read_AnswerToSomethingElse_IsRefused(string elements, string why) => AssertInvalid(() => Read($"{elements}<IsTruncated>false</IsTruncated>", s_options), why);

    [Fact]
    public void Read_GroupsWithoutADelimiter_AreRefused() =>
        AssertInvalid(() => Read("<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes><IsTruncated>false</IsTruncated>"), "it groups keys by 'p/', and no delimiter was asked for");

    [Theory]
    [InlineData(null, "", "and not how to ask for it")]
    [InlineData("t", "", "and not how to ask for it")]
    [InlineData("t", "<NextMarker>m</NextMarker><Contents><Key>k</Key></Contents>", "and not how to ask for it")]
    [InlineData("t", "<NextContinuationToken>t</NextContinuationToken>", "more follows from 't' on, where it began itself")]
    public void Read_MoreFollowsAndNotFromAheadOn_IsRefused(string? sent, string elements, string why) => AssertInvalid(() => Read($"{elements}<IsTruncated>true</IsTruncated>", new() { ContinuationToken = sent }), why);

    [Fact]
    public void Read_NothingFollows_OnlyATokenContradictsIt()
    {
        const string Marker = "<IsTruncated>false</IsTruncated><NextMarker>n</NextMarker>";
        const string Token = "<IsTruncated>false</IsTruncated><NextContinuationToken>n</NextContinuationToken>";

        Assert.False(Read(Marker).IsTruncated);
        AssertInvalid(() => Read(Token), "nothing follows, and that it goes on from 'n'");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("a b", "b")]
    [InlineData("a/ b/", "b/")]
    [InlineData("a b/", "b/")]
    [InlineData("a/ b", "b")]
    public void LastOf_Page_IsTheLastOfItsKeysAndGroups(string entries, string? last)
    {
        string[] names = entries.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        R2ObjectPage page = new()
        {
            Objects = [.. names.Where(static name => !name.EndsWith('/')).Select(static key => new R2Object { BucketName = "bucket", Key = key })],
            Prefixes = [.. names.Where(static name => name.EndsWith('/')).Select(static prefix => new R2Prefix { BucketName = "bucket", Prefix = prefix })],
        };

        Assert.Equal(last, ListDocument.LastOf(page));
    }

    private static R2ObjectPage Read(string content, ListObjectsOptions? options = null)
    {
        using XmlBody body = XmlBody.FromBytes(Encoding.UTF8.GetBytes($"<ListBucketResult>{content}</ListBucketResult>"));
        return ListDocument.Read(body, "bucket", options);
    }

    private static void AssertInvalid(Func<object> read, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(read);
        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }
}
