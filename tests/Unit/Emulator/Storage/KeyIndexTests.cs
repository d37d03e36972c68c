using R2.Emulator.Operations.Listing;
using R2.Emulator.Storage;

namespace R2.Unit.Emulator;

public sealed class KeyIndexTests
{
    [Fact]
    public void SetAndRemove_AtRandom_StaysSortedAsASortedSet()
    {
        Random random = new Random(7);
        KeyIndex<string> index = new KeyIndex<string>();
        SortedSet<string> expected = new SortedSet<string>(Comparer<string>.Create(KeyOrder.Compare));
        for (int step = 0; step < 20_000; step++)
        {
            string key = $"k{random.Next(4000)}";
            if (random.Next(3) > 0)
            {
                Assert.Equal(!expected.Add(key), index.Set(key, key) is not null);
            }
            else
            {
                Assert.Equal(expected.Remove(key), index.Remove(key) is not null);
            }
        }

        Assert.Equal(expected.Count, index.Count);
        Assert.Equal(expected, index.From(_ => false).Select(entry => entry.Key));
        Assert.All(expected, key => Assert.Equal(key, index.Find(key)));
    }

    [Fact]
    public void List_ManyKeysInFewPrefixes_SeeksPastThem()
    {
        KeyIndex<string> index = new KeyIndex<string>();
        for (int number = 0; number < 200_000; number++)
        {
            index.Set($"p{number / 20_000}/{number:D7}", string.Empty);
        }

        int compared = 0;
        ListStart start = new ListStart(_ =>
        {
            compared++;
            return false;
        });
        ListPage<string> page = KeyLister.List(index, string.Empty, "/", start, 1000, key => key);
        Assert.Equal(10, page.Prefixes.Count);
        Assert.True(compared < 100);
    }

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "a/", -1)]
    [InlineData("\uFFFD", "😀", -1)]
    [InlineData("é", "z", 1)]
    [InlineData("same", "same", 0)]
    public void Compare_Keys_IsByUtf8Bytes(string left, string right, int sign)
    {
        Assert.Equal(sign, Math.Sign(KeyOrder.Compare(left, right)));
        Assert.Equal(-sign, Math.Sign(KeyOrder.Compare(right, left)));
    }
}
