using R2.Signing;

namespace R2.Unit.Core.Signing;

public class CanonicalQueryTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("lifecycle", "lifecycle=")]
    [InlineData("lifecycle=", "lifecycle=")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1", "a=1&a=2")]
    [InlineData("a=1&a", "a=&a=1")]
    [InlineData("a-b=1&a=1", "a=1&a-b=1")]
    [InlineData("a%20b=1&a=1", "a=1&a%20b=1")]
    [InlineData("B=1&a=1&A=1", "A=1&B=1&a=1")]
    [InlineData("prefix=a%2Fb&delimiter=%2F&list-type=2", "delimiter=%2F&list-type=2&prefix=a%2Fb")]
    [InlineData("x=a=b&w", "w=&x=a=b")]
    public void Write_Query_SortsByNameThenValue(string query, string expected)
    {
        Utf8Writer writer = new(16);
        CanonicalQuery.Write(ref writer, query);

        Assert.Equal(expected, writer.ToString());
        writer.Dispose();
    }
}
