using System.Diagnostics;
using System.Text;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>A tree as it lies on the disk, and what of it can be stored.</summary>
internal sealed class RandomTree
{
    public RandomTree(string root, TreeCase tree)
    {
        Directory.CreateDirectory(root);
        string outside = root + ".outside";
        Directory.CreateDirectory(outside);
        foreach (TreeEntry entry in tree.Entries)
        {
            string path = Path.Combine(root, entry.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] content = entry.Kind == TreeKind.Empty ? [] : Encoding.UTF8.GetBytes($"{entry.Path} {entry.Seed}");
            string real = Path.Combine(outside, $"{Files.Count + Bad.Count}");
            switch (entry.Kind)
            {
                case TreeKind.File or TreeKind.Empty:
                    Write(path, content, entry.Mode);
                    break;
                case TreeKind.RelativeLink:
                    Write(real, content, entry.Mode);
                    File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, real));
                    break;
                case TreeKind.AbsoluteLink:
                    Write(real, content, entry.Mode);
                    File.CreateSymbolicLink(path, real);
                    break;
                case TreeKind.HardLink:
                    Write(real, content, entry.Mode);
                    using (Process process = Process.Start("ln", ["--", real, path]))
                    {
                        process.WaitForExit();
                    }

                    break;
                case TreeKind.DanglingLink:
                    File.CreateSymbolicLink(path, "nowhere");
                    break;
                case TreeKind.Loop:
                    File.CreateSymbolicLink(path, Path.GetFileName(path));
                    break;
                case TreeKind.LinkToFolder:
                    File.CreateSymbolicLink(path, outside);
                    break;
                case TreeKind.Pipe:
                    SpecialFiles.Pipe(path);
                    break;
            }

            if (entry.Kind is TreeKind.DanglingLink or TreeKind.Loop or TreeKind.Pipe)
            {
                Bad.Add(entry.Path);
            }
            else if (entry.Kind != TreeKind.LinkToFolder)
            {
                Files.Add(entry.Path, content);
            }
        }
    }

    /// <summary>Paths below the root with their content, links to files included.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Paths of what no upload can read.</summary>
    public List<string> Bad { get; } = [];

    private static void Write(string path, byte[] content, int mode)
    {
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ModelSteps.Modes[mode]);
        }
    }
}
