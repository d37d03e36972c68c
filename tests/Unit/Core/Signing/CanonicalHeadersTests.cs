using R2.Signing;

namespace R2.Unit.Core.Signing;

public class CanonicalHeadersTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  both ends  ", "both ends")]
    [InlineData("\ttab\t", "tab")]
    [InlineData("a  b   c", "a b c")]
    [InlineData("\"a   b\"", "\"a b\"")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("\u00A0no blank\u00A0", "\u00A0no blank\u00A0")]
    public void Write_Value_TrimsAndMakesRunsOfBlanksOne(string value, string expected)
    {
        CanonicalHeaders headers = new();
        headers.Add("X-Amz-Meta-A", value);
        Utf8Writer writer = new(16);
        headers.Write(ref writer);

        Assert.Equal($"x-amz-meta-a:{expected}\n", writer.ToString());
        writer.Dispose();
    }

    [Fact]
    public void Write_SameNameTwice_KeepsTheOrderOfTheirValues()
    {
        CanonicalHeaders headers = new();
        headers.Add("b", "1");
        headers.Add("B", "2");
        headers.Add("a", "3");
        Utf8Writer writer = new(16);
        headers.Write(ref writer);

        Assert.Equal("a:3\nb:1\nb:2\n", writer.ToString());
        writer.Dispose();
    }

    [Fact]
    public void WriteNames_MixedCaseAndUnderscore_SortsByLowerCaseBytes()
    {
        CanonicalHeaders headers = new();
        foreach (string name in new[] { "x-amz-meta-ab", "Host", "x-amz-meta-a_b", "X-Amz-Date", "Content-Type", "x-amz-meta-a-b" })
        {
            headers.Add(name, "v");
        }

        Utf8Writer writer = new(16);
        headers.WriteNames(ref writer, ";"u8);

        Assert.Equal("content-type;host;x-amz-date;x-amz-meta-a-b;x-amz-meta-a_b;x-amz-meta-ab", writer.ToString());
        writer.Dispose();
    }
}
