using System.Security.Cryptography;

namespace R2.Fuzz;

/// <summary>Where inputs that fail are kept, and how they are shown.</summary>
internal static class Findings
{
    private const int Shown = 300;

    public static string Keep(FuzzTarget target, byte[] input)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "r2-fuzz-findings")).FullName;
        string file = Path.Combine(folder, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        return file;
    }

    public static string Show(byte[] input) => string.Concat(input.Take(Shown).Select(static b => b is >= 0x20 and < 0x7F and not (byte)'\\' ? ((char)b).ToString() : $"\\x{b:x2}"))
        + (input.Length > Shown ? "…" : "");
}
