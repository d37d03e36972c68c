using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using R2.Listing;
using R2.Models;

namespace R2.Unit.Core.Listing;

/// <summary>A list by several requests at once is the list that one page after the other gives, whatever the names are.</summary>
public sealed class ListShapeTests
{
    private const int Count = 600;

    private static readonly Gen<char> s_unit = Gen.Frequency((6, Gen.Char['a', 'c']), (3, Gen.Char['0', '9']), (2, LongList.Any('/', '-', '.', '%', ' ', '~', '+')), (1, LongList.Any('é', 'ü', '漢', '\uFFE5', '\uE000')));

    private static readonly Gen<string[]> s_keys = Gen.Select(
        Gen.OneOf(s_unit.Array[1, 4], s_unit.Array[1, 30]).Select(static units => new string(units)).Array[0, 150],
        Gen.Int[0, 400],
        LongList.Any("", "a", "a/b", "0", "漢/", "x/y/z"),
        static (some, counted, folder) => (string[])[.. some.Concat(Enumerable.Range(0, counted).Select(i => $"{folder}{i:D6}")).Where(static key => key.IsNormalized()).Distinct()]);

    public static TheoryData<string> Shapes => new("counter", "hash", "uuid", "date", "folders", "prefix", "far", "longest", "foreign", "surrogates", "signs", "one long", "few");

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task List_AtOnce_IsTheListInOrder(string shape)
    {
        string[] keys = [.. Keys(shape).Distinct()];
        using LongList list = await LongList.CreateAsync(keys);

        await list.HoldsAsync(LongList.Eager);
        await list.HoldsAsync(LongList.Eager with { AtOnce = 2 });
        await list.HoldsAsync(LongList.Eager, new ListObjectsOptions { StartAfter = keys.Order(KeyOrder.Utf8).ElementAt(keys.Length / 3) });
        (List<R2Object> objects, _) = await list.ListAsync(LongList.Eager);
        Assert.Equal(keys.Order(KeyOrder.Utf8), objects.Select(static item => item.Key));
    }

    [Theory]
    [InlineData("counter")]
    [InlineData("hash")]
    [InlineData("uuid")]
    [InlineData("date")]
    [InlineData("folders")]
    [InlineData("prefix")]
    public async Task List_OfUsualNames_IsSplit(string shape)
    {
        using LongList list = await LongList.CreateAsync(Keys(shape));
        LongList.Slow slow = new(static () => 10);

        await list.HoldsAsync(LongList.Eager, slow: slow);

        Assert.InRange(slow.Most, 4, 8);
    }

    /// <summary>Where the disk takes no more, requests wait for the reader.</summary>
    [Theory]
    [InlineData("hash", 0, 0)]
    [InlineData("hash", 3, 0)]
    [InlineData("folders", 1, 2000)]
    [InlineData("counter", 2, 4000)]
    public async Task List_WithoutDisk_IsTheListInOrder(string shape, int inMemory, long onDisk)
    {
        using LongList list = await LongList.CreateAsync(Keys(shape));

        ListLimits limits = LongList.Eager with { PagesInMemory = inMemory, BytesOnDisk = onDisk };

        await list.HoldsAsync(limits, slow: new LongList.Slow(static () => 2));
        await foreach (R2ObjectPage page in list.Client.EnumerateObjectPagesAsync(LongList.Bucket, null, limits, TestContext.Current.CancellationToken))
        {
            // Long enough for all that may be asked for to have come.
            await Task.Delay(page.IsTruncated ? 10 : 0, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("date", "logs/2026/11/")]
    [InlineData("date", "logs/2026/11/0001")]
    [InlineData("foreign", "日本/")]
    [InlineData("folders", "b")]
    public async Task List_OfAPrefix_IsThatOfThePrefix(string shape, string prefix)
    {
        using LongList list = await LongList.CreateAsync(Keys(shape));

        await list.HoldsAsync(LongList.Eager, new ListObjectsOptions { Prefix = prefix });
    }

    [Fact]
    public async Task List_OfAnyKeys_InAnyTime_IsTheListInOrder() => await Gen.Select(s_keys, Gen.Int[1, 12], Gen.Int[2, 10], Gen.Int).SampleAsync(
        static async (keys, pageSize, atOnce, seed) =>
        {
            using LongList list = await LongList.CreateAsync(keys, pageSize);
            Random random = new(seed);
            LongList.Slow slow = new(() =>
            {
                lock (random)
                {
                    return random.Next(4);
                }
            });
            await list.HoldsAsync(LongList.Eager with { AtOnce = atOnce, PagesInMemory = atOnce % 3 }, slow: slow);
            return true;
        },
        iter: 25,
        threads: 1);

    private static IEnumerable<string> Keys(string shape)
    {
        Random random = new(1);
        return shape switch
        {
            "counter" => Enumerable.Range(0, Count).Select(static i => $"{i:D9}.json"),
            "hash" => Enumerable.Range(0, Count).Select(static i => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))).ToLowerInvariant()),
            "uuid" => Enumerable.Range(0, Count).Select(_ =>
            {
                byte[] bytes = new byte[16];
                random.NextBytes(bytes);
                return $"{new Guid(bytes)}.jpg";
            }),
            "date" => Enumerable.Range(0, Count).Select(static i => $"logs/2026/11/{i:D9}.json"),
            "folders" => Enumerable.Range(0, Count).Select(static i => $"{"abc"[i % 3]}/deep/deeper/{i / 3}"),
            "prefix" => Enumerable.Range(0, Count).Select(static i => $"{new string('x', 200)}/{i:D5}"),
            "far" => Enumerable.Range(0, Count).Select(i => i % 20 == 0 ? $"{(char)('A' + random.Next(50))}{random.Next()}" : $"m/{i}"),
            "longest" => Enumerable.Range(0, Count).Select(static i => new string((char)('a' + (i % 7)), 1019) + $"{i:D5}"),
            "foreign" => Enumerable.Range(0, Count).Select(static i => $"日本/{(char)('あ' + (i % 60))}{i}"),
            "surrogates" => Enumerable.Range(0, Count).Select(static i => $"{char.ConvertFromUtf32(i % 3 == 0 ? 0x1F300 + i : 0xE000 + i)}{i}"),
            "signs" => Enumerable.Range(0, Count).Select(static i => $"a%2F b+{(char)(' ' + (i % 95))}&<{i}>"),
            "one long" => Enumerable.Range(0, Count).Select(static i => new string('0', i)).Skip(1),
            _ => Enumerable.Range(0, 25).Select(static i => $"{i}"),
        };
    }
}
