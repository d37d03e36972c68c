using System.Text;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Unit.Core.Xml;

/// <summary>CORS and lifecycle rules as others wrote them.</summary>
public class RuleDocumentsTests
{
    [Fact]
    public void ReadLifecycle_RuleWithWhatR2DoesNotKnow_ReadsTheRest()
    {
        R2LifecycleRule rule = Assert.Single(LifecycleDocument.Read(Body("""
            <LifecycleConfiguration><Note>of a later version</Note><Rule><ID>all</ID><Status>Disabled</Status><Filter><Tag>t</Tag><Prefix>logs/</Prefix><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan></Filter>
              <Transition><Later/><Days>7</Days><StorageClass>STANDARD_IA</StorageClass></Transition>
              <Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker><Date>2027-01-01T00:00:00Z</Date></Expiration>
              <NoncurrentVersionExpiration><NoncurrentDays>3</NoncurrentDays></NoncurrentVersionExpiration>
              <AbortIncompleteMultipartUpload><Later>9</Later><DaysAfterInitiation>2</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>
            """)));

        Assert.Equal(
            new R2LifecycleRule
            {
                Id = "all",
                Enabled = false,
                Prefix = "logs/",
                TransitionDays = 7,
                TransitionStorageClass = "STANDARD_IA",
                ExpirationDate = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
                AbortMultipartDays = 2,
            },
            rule);
    }

    [Fact]
    public void ReadLifecycle_PrefixOutsideAFilter_IsThatOfTheOldForm() => Assert.Equal(
        "old/", Assert.Single(LifecycleDocument.Read(Body("<LifecycleConfiguration><Rule><Prefix>old/</Prefix><Status>Enabled</Status></Rule></LifecycleConfiguration>"))).Prefix);

    [Theory]
    [InlineData("<Transition><Days>soon</Days></Transition>", "<Days> is 'soon', not a number")]
    [InlineData("<Transition><Date>soon</Date></Transition>", "<Date> is 'soon', not a date")]
    [InlineData("<Expiration><Days>1.5</Days></Expiration>", "<Days> is '1.5', not a number")]
    [InlineData("<Expiration><Days>4294967297</Days></Expiration>", "<Days> is '4294967297', which is more than fits")]
    [InlineData("<AbortIncompleteMultipartUpload><DaysAfterInitiation/></AbortIncompleteMultipartUpload>", "<DaysAfterInitiation> is '', not a number")]
    public void ReadLifecycle_BadRule_SaysWhatIsWrong(string element, string why) =>
        AssertInvalid(() => LifecycleDocument.Read(Body($"<LifecycleConfiguration><Rule>{element}</Rule></LifecycleConfiguration>")), why);

    [Fact]
    public void ReadLifecycle_ClassOfATransition_IsWhatTheServerSays() => Assert.Equal(
        "STANDARD",
        Assert.Single(LifecycleDocument.Read(Body("<LifecycleConfiguration><Rule><Transition><Days>1</Days><StorageClass>STANDARD</StorageClass></Transition></Rule></LifecycleConfiguration>"))).TransitionStorageClass);

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void ReadLifecycle_NumberThatJustFits_IsRead(int days) => Assert.Equal(
        days, Assert.Single(LifecycleDocument.Read(Body($"<LifecycleConfiguration><Rule><Expiration><Days>{days}</Days></Expiration></Rule></LifecycleConfiguration>"))).ExpirationDays);

    [Fact]
    public void ReadCors_UnknownElements_ArePassedOver()
    {
        R2CorsRule rule = Assert.Single(CorsDocument.Read(Body(
            "<CORSConfiguration><Note/><CORSRule><Later><AllowedMethod>PUT</AllowedMethod></Later><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>")));

        Assert.Equal(["GET"], rule.AllowedMethods);
        Assert.Equal(["*"], rule.AllowedOrigins);
    }

    [Fact]
    public void ReadCors_BadAge_SaysWhatIsWrongWithoutAllOfIt()
    {
        string age = new('9', 50);
        string message = AssertInvalid(() => CorsDocument.Read(Body($"<CORSConfiguration><CORSRule><MaxAgeSeconds>{age}</MaxAgeSeconds></CORSRule></CORSConfiguration>")), $"'{age[..40]}'");

        Assert.DoesNotContain(age[..41], message, StringComparison.Ordinal);
    }

    private static string AssertInvalid(Func<object> read, string why)
    {
        R2Exception e = Assert.Throws<R2Exception>(read);
        Assert.Equal(R2ErrorCodes.InvalidResponse, e.Code);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        return e.Message;
    }

    private static XmlBody Body(string document) => XmlBody.FromBytes(Encoding.UTF8.GetBytes(document));
}
