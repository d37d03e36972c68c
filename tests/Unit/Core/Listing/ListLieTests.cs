using System.Net;
using System.Text;
using CsCheck;
using R2.Listing;
using R2.Models;

namespace R2.Unit.Core.Listing;

/// <summary>Servers that list in another order than that of UTF-8, or do not keep to what is asked: their list comes out whole, as they order it, or is refused; nothing is lost or comes twice.</summary>
public sealed class ListLieTests
{
    private static readonly Comparer<string> s_byComposedForm = Comparer<string>.Create(static (left, right) =>
        KeyOrder.Compare(left.Normalize(NormalizationForm.FormC), right.Normalize(NormalizationForm.FormC)) is var order && order != 0 ? order : KeyOrder.Compare(left, right));

    private static readonly Comparer<string> s_byCase = Comparer<string>.Create(static (left, right) =>
        string.Compare(left, right, StringComparison.OrdinalIgnoreCase) is var order && order != 0 ? order : string.CompareOrdinal(left, right));

    private static readonly Comparer<string> s_byLength = Comparer<string>.Create(static (left, right) =>
        left.Length.CompareTo(right.Length) is var order && order != 0 ? order : string.CompareOrdinal(left, right));

    private static readonly Gen<string> s_key = LongList.Any("a", "b", "A", "B", "k", "K", "\u212A", "e\u0301", "é", "e", "f", "z", "\uFFE5", "\U0001F600", "1", "-", "/").Array[1, 5].Select(string.Concat);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfAnyOrder_IsAsTheServerGivesIt() => await Gen.Select(s_key.Array[20, 120], LongList.Any<IComparer<string>>(KeyOrder.Utf8, StringComparer.Ordinal, s_byComposedForm, s_byCase, s_byLength), Gen.Int[1, 9], Gen.Int[2, 8])
        .SampleAsync(
            static async (keys, order, pageSize, atOnce) =>
            {
                string[] all = [.. keys.Distinct().Order(order)];
                (string code, string[] listed) = await ListedAsync(new ListServer(all, order, pageSize), LongList.Eager with { AtOnce = atOnce });

                // Some orders are none that a server may have: a page that goes back is refused, if it is seen.
                bool isKnown = ReferenceEquals(order, KeyOrder.Utf8) || ReferenceEquals(order, StringComparer.Ordinal) || ReferenceEquals(order, s_byComposedForm);
                Assert.Equal(all.Take(listed.Length), listed);
                Assert.True(code.Length == 0 ? listed.Length == all.Length : !isKnown && code == R2ErrorCodes.InvalidResponse, $"{code}: {listed.Length} of {all.Length}");
                return true;
            },
            iter: 400,
            threads: 1);

    /// <summary>The sign of Kelvin, of which K is the composed form, stands among the Ks there: as its own text it lies beyond every end of a segment.</summary>
    [Fact]
    public async Task List_KeyBeyondItsPlace_LosesNothingBehindIt()
    {
        string[] keys = [.. Enumerable.Range(0, 300).Select(static i => $"{(char)('A' + (i % 26))}{i:D3}"), .. Enumerable.Range(0, 40).Select(static i => $"\u212A{i:D3}")];
        ListServer server = new(keys, s_byComposedForm);

        (string code, string[] listed) = await ListedAsync(server, LongList.Eager);

        Assert.Equal("", code);
        Assert.Equal(keys.Order(s_byComposedForm), listed);
    }

    [Theory]
    [InlineData("ignores")]
    [InlineData("skips")]
    [InlineData("ends")]
    [InlineData("repeats")]
    [InlineData("refuses")]
    public async Task List_ServerThatDoesNotStartAfter_IsWhole(string lie)
    {
        string[] keys = [.. Enumerable.Range(0, 300).Select(static i => $"{i:D4}")];
        ListServer server = new(keys, StringComparer.Ordinal)
        {
            IgnoresStartAfter = lie == "ignores",
            Skips = lie == "skips" ? 7 : 0,
            EndsEarly = lie == "ends",
            Repeats = lie == "repeats",
            Refuses = lie == "refuses" ? HttpStatusCode.NotImplemented : null,
        };

        (string code, string[] listed) = await ListedAsync(server, LongList.Eager);

        Assert.Equal("", code);
        Assert.Equal(keys, listed);
    }

    private static async Task<(string Code, string[] Keys)> ListedAsync(ListServer server, ListLimits limits)
    {
        // A handler belongs to its client, which ends with the server.
        R2Client client = server.NewClient();
        List<string> keys = [];
        try
        {
            await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(LongList.Bucket, null, limits, Cancellation))
            {
                keys.AddRange(page.Objects.Select(static item => item.Key));
            }
        }
        catch (R2Exception e)
        {
            return (e.Code, [.. keys]);
        }

        return ("", [.. keys]);
    }
}
