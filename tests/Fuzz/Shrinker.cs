namespace R2.Fuzz;

/// <summary>Makes an input that fails smaller for as long as it fails in the same way.</summary>
internal static class Shrinker
{
    public static byte[] Shrink(byte[] input, Func<byte[], bool> fails)
    {
        for (int piece = Math.Max(1, input.Length / 2); piece >= 1; piece /= 2)
        {
            for (int at = 0; at + piece <= input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + piece)..]];
                if (fails(shorter))
                {
                    input = shorter;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return input;
    }
}
