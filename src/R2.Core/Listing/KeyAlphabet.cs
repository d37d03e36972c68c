using R2.Models;

namespace R2.Listing;

/// <summary>Which letters and digits keys have at each position, so that a key between two others can be guessed.</summary>
internal sealed class KeyAlphabet
{
    /// <summary>Every so many keys are looked at: neighbours are alike.</summary>
    private const int Step = 8;

    private const int Positions = 512;

    /// <summary>Keys that count up have had only few characters at the position that grows, and all of them behind it.</summary>
    private const int Neighbours = 4;

    private const int Digits = 8;

    private const string Usual = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly UInt128[] _seen = new UInt128[Positions + Neighbours];

    public void Add(IReadOnlyList<R2Object> objects)
    {
        for (int i = 0; i < objects.Count; i += Step)
        {
            Add(objects[i].Key);
        }

        if (objects.Count > 0)
        {
            Add(objects[^1].Key);
        }
    }

    /// <summary>Where a key lies, as a fraction, among all that are the same before a position.</summary>
    /// <param name="key">Key; null for the end of all.</param>
    /// <param name="at">Position.</param>
    public double Place(string? key, int at)
    {
        if (key is null)
        {
            return 1;
        }

        (double place, double unit) = (0, 1);
        for (int i = at; i < Math.Min(key.Length, at + Digits); i++)
        {
            string characters = At(i);
            int digit = 0;
            while (digit < characters.Length && characters[digit] < key[i])
            {
                digit++;
            }

            unit /= characters.Length;
            place += digit * unit;
        }

        return Math.Min(place, 1);
    }

    /// <summary>The first of some positions at which keys, of whatever folder, have had more than one character; the end, if there is none.</summary>
    public int FirstVaried(int from, int end)
    {
        int at = from;
        while (at < end && (at >= Positions || (_seen[at] & (_seen[at] - 1)) == 0))
        {
            at++;
        }

        return at;
    }

    /// <summary>A text half way between a key and an end.</summary>
    /// <param name="low">Key.</param>
    /// <param name="high">A text after it; null for the end of all.</param>
    /// <param name="at">Both are the same before this position.</param>
    public string? Between(string low, string? high, int at)
    {
        double middle = (Place(low, at) + Place(high, at)) / 2;
        string guess = low[..Math.Min(at, low.Length)];
        int more = 2;
        for (int i = at; i < at + Digits && more >= 0; i++)
        {
            string characters = At(i);
            middle *= characters.Length;
            int digit = Math.Clamp((int)middle, 0, characters.Length - 1);
            middle -= digit;
            guess += characters[digit];
            more -= IsBetween(guess, low, high) ? 1 : 0;
        }

        return IsBetween(guess, low, high) ? guess : null;
    }

    public static bool IsBetween(string guess, string low, string? high) => KeyOrder.Compare(guess, low) > 0 && (high is null || KeyOrder.Compare(guess, high) < 0);

    private void Add(string key)
    {
        for (int i = 0; i < Math.Min(key.Length, Positions); i++)
        {
            if (char.IsAscii(key[i]))
            {
                _seen[i] |= UInt128.One << key[i];
            }
        }
    }

    /// <summary>The characters of a position, in order: those that were seen there, and the letters and digits behind it.</summary>
    private string At(int position)
    {
        UInt128 seen = 0;
        if (position < Positions)
        {
            for (int i = 0; i < Neighbours; i++)
            {
                seen |= _seen[position + i];
            }
        }

        UInt128 own = position < Positions ? _seen[position] : 0;
        Span<char> found = stackalloc char[128];
        int count = 0;
        for (char c = ' '; c <= '~'; c++)
        {
            if ((own >> c & 1) != 0 || (char.IsAsciiLetterOrDigit(c) && (seen >> c & 1) != 0))
            {
                found[count++] = c;
            }
        }

        return count > 1 ? found[..count].ToString() : Usual;
    }
}
