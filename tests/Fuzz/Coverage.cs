using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace R2.Fuzz;

/// <summary>The counts at the branches of instrumented libraries. Says of each input whether it went where none went before.</summary>
internal sealed unsafe class Coverage
{
    /// <summary>Size that SharpFuzz writes to.</summary>
    private const int Size = 1 << 16;

    private static readonly byte* s_counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Branches that were reached so far.</summary>
    public int Reached { get; private set; }

    /// <summary>Gives instrumented code where to count; before any of it runs.</summary>
    public static void Attach() => Trace.SharedMem = s_counts;

    public static void Begin()
    {
        NativeMemory.Clear(s_counts, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether a branch was taken for the first time, or far more often than ever.</summary>
    public bool End()
    {
        bool isNew = false;
        ReadOnlySpan<byte> counts = new(s_counts, Size);
        for (int at = counts.IndexOfAnyExcept((byte)0); at >= 0 && at < Size; at += Next(counts, at))
        {
            byte magnitude = (byte)(1 << Math.Min(7, (int)Math.Log2(counts[at])));
            if ((_seen[at] & magnitude) == 0)
            {
                Reached += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= magnitude;
                isNew = true;
            }
        }

        return isNew;
    }

    private static int Next(ReadOnlySpan<byte> counts, int at) => counts[(at + 1)..].IndexOfAnyExcept((byte)0) is >= 0 and int more ? more + 1 : Size;
}
