using System.Text;

namespace R2.Fuzz;

/// <summary>Makes an input of another: changed, cut, repeated, mixed with a second, or with a word put in.</summary>
internal sealed class Mutator(Random random, FuzzTarget target)
{
    private const int MostChanges = 6;

    /// <summary>Long inputs take long.</summary>
    private const int FloodEvery = 500;

    /// <summary>Longest of the others.</summary>
    private const int Usual = 8 * 1024;

    private static readonly byte[][] s_words =
    [
        .. new[]
        {
            "0", "-1", "00", "4294967296", "2147483648", "9223372036854775807", "9223372036854775808", "99999999999999999999", "1e400", "NaN", "null", "true", "\"\"", "{}", "[]",
            "\\ud800", "\\u0000", "\r\n", "\n", "\r", "\t", "\0", "%00", "%2F", "%25", "%", "..", ".", "/", "//", "\\", "~", " ", "  ", "\u0301", "\u00e9", "e\u0301", "\uFEFF", "\uFFFE", "\u2028",
            "\ud83d\ude00", "<", ">", "&", "&amp;", "&#0;", "&#x1F;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [", "'", "\"", "=", "=?", "?=", "*", ":", ";", ",", "-", "+", "\u001b[31m",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0], [0xED, 0xA0, 0x80], [0x80],
    ];

    public byte[] Mutate(IReadOnlyList<byte[]> corpus)
    {
        byte[] input = corpus[random.Next(corpus.Count)];
        if (random.Next(FloodEvery) == 0)
        {
            return Flood(input);
        }

        for (int changes = random.Next(1, MostChanges); changes > 0; changes--)
        {
            input = Change(input, corpus);
        }

        int most = Math.Min(target.MaxLength, Usual);
        return input.Length <= most ? input : input[..most];
    }

    private byte[] Change(byte[] input, IReadOnlyList<byte[]> corpus)
    {
        int at = random.Next(input.Length + 1);
        int length = Math.Min(input.Length - at, random.Next(5) == 0 ? random.Next(input.Length + 1) : random.Next(1, 9));
        return random.Next(10) switch
        {
            0 or 1 when at < input.Length => Flip(input, at),
            2 => [.. input[..at], .. input[(at + length)..]],
            3 => [.. input[..at], .. Word(), .. input[at..]],
            4 => [.. input[..at], .. Word(), .. input[(at + length)..]],
            5 => Repeat(input, at, length),
            6 => Splice(input, at, corpus[random.Next(corpus.Count)]),
            7 => Move(input, at, length),
            8 => [.. input[..at], .. Bytes(random.Next(1, 5)), .. input[at..]],
            _ => Number(input),
        };
    }

    private byte[] Flip(byte[] input, int at)
    {
        byte[] flipped = [.. input];
        flipped[at] = random.Next(2) == 0 ? (byte)(flipped[at] ^ (1 << random.Next(8))) : (byte)random.Next(256);
        return flipped;
    }

    private byte[] Word()
    {
        int own = target.Words.Count;
        int chosen = random.Next(own + s_words.Length);
        return random.Next(3) == 0 && own > 0 ? Encoding.UTF8.GetBytes(target.Words[random.Next(own)])
            : chosen < own ? Encoding.UTF8.GetBytes(target.Words[chosen])
            : s_words[chosen - own];
    }

    private byte[] Repeat(byte[] input, int at, int length)
    {
        int times = random.Next(8) == 0 ? random.Next(1, 2 + (Usual / Math.Max(1, length))) : random.Next(1, 5);
        List<byte> repeated = [.. input[..at]];
        for (int i = 0; i <= times && repeated.Count < Usual; i++)
        {
            repeated.AddRange(input[at..(at + length)]);
        }

        return [.. repeated, .. input[(at + length)..]];
    }

    /// <summary>A word again and again, up to the longest input: what grows by the square shows.</summary>
    private byte[] Flood(byte[] input)
    {
        int at = random.Next(input.Length + 1);
        byte[] word = Word();
        int times = Math.Max(0, target.MaxLength - input.Length) / word.Length;
        return [.. input[..at], .. Enumerable.Repeat(word, times).SelectMany(static bytes => bytes), .. input[at..]];
    }

    private byte[] Splice(byte[] input, int at, byte[] other)
    {
        int from = random.Next(other.Length + 1);
        int to = random.Next(2) == 0 ? other.Length : random.Next(from, other.Length + 1);
        return [.. input[..at], .. other[from..to], .. random.Next(2) == 0 ? input[at..] : []];
    }

    private byte[] Move(byte[] input, int at, int length)
    {
        byte[] rest = [.. input[..at], .. input[(at + length)..]];
        int to = random.Next(rest.Length + 1);
        return [.. rest[..to], .. input[at..(at + length)], .. rest[to..]];
    }

    /// <summary>Another number in place of one.</summary>
    private byte[] Number(byte[] input)
    {
        int at = input.AsSpan().IndexOfAnyInRange((byte)'0', (byte)'9');
        for (int skip = random.Next(8); skip > 0 && at >= 0; skip--)
        {
            int next = input.AsSpan(at + 1).IndexOfAnyInRange((byte)'0', (byte)'9');
            at = next < 0 ? at : at + 1 + next;
        }

        if (at < 0)
        {
            return input;
        }

        int end = at;
        while (end < input.Length && input[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        long number = random.Next(4) switch
        {
            0 => random.Next(300),
            1 => long.MaxValue >> random.Next(63),
            2 => -random.Next(5),
            _ => 1L << random.Next(62),
        };
        return [.. input[..at], .. Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. input[end..]];
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
