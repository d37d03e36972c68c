using R2.Models;

namespace R2.TransferBenchmark;

/// <summary>The files of a run, in one folder that goes at its end.</summary>
internal sealed class Workspace : IDisposable
{
    private const int SmallBytes = 4096;

    private readonly string _folder;

    public Workspace(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>A file of random bytes.</summary>
    /// <returns>Its CRC32C in base64.</returns>
    public static async Task<string> MakeFileAsync(string path, long length)
    {
        byte[] block = new byte[1 << 20];
        Random random = new(1);
        using (FileStream file = File.Create(path))
        {
            for (long left = length; left > 0; left -= block.Length)
            {
                random.NextBytes(block);
                file.Write(block, 0, (int)Math.Min(left, block.Length));
            }
        }

        return (await R2Content.FromFile(path).ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C).ConfigureAwait(false)).Value;
    }

    /// <summary>A file of zeros that takes no room.</summary>
    public static void MakeHole(string path, long length)
    {
        using FileStream file = File.Create(path);
        file.SetLength(length);
    }

    public void MakeSmallFiles(string folder, IEnumerable<string> names)
    {
        byte[] block = new byte[SmallBytes];
        Random random = new(2);
        Directory.CreateDirectory(this[folder]);
        foreach (string name in names)
        {
            random.NextBytes(block);
            File.WriteAllBytes(Path.Combine(this[folder], name), block);
        }
    }

    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
