using System.Diagnostics;
using R2.Unit.Support;

namespace R2.Unit.Model;

internal sealed partial class TransferWorld
{
    private readonly Dictionary<string, SourceKind> _sources = [];

    /// <summary>Makes what an upload reads. The content is null where there is nothing that an upload could store.</summary>
    private (string Path, byte[]? Content) Prepare(ModelStep step)
    {
        string path = Path.Combine(_folder, "up", $"source{step.File}");
        SourceKind kind = step.Source == SourceKind.Kept && !_sources.ContainsKey(path) ? SourceKind.Plain : step.Source;
        if (kind == SourceKind.Kept)
        {
            return (path, _sources[path] is SourceKind.DanglingLink or SourceKind.Loop or SourceKind.LinkToFolder or SourceKind.Pipe or SourceKind.Missing ? null : File.ReadAllBytes(path));
        }

        _sources[path] = kind;

        Remove(path);
        string real = Path.Combine(_folder, "up", $"real{step.File}");
        Remove(real);
        Remove(real + "2");
        byte[] content = Content(step.Size, step.Seed);
        if (kind is SourceKind.Plain)
        {
            Write(path, content, step.Mode);
            return (path, content);
        }

        Write(real, content, step.Mode);
        switch (kind)
        {
            case SourceKind.RelativeLink:
                File.CreateSymbolicLink(path, Path.GetFileName(real));
                return (path, content);
            case SourceKind.AbsoluteLink:
                File.CreateSymbolicLink(path, real);
                return (path, content);
            case SourceKind.LinkToLink:
                File.CreateSymbolicLink(real + "2", Path.GetFileName(real));
                File.CreateSymbolicLink(path, real + "2");
                return (path, content);
            case SourceKind.HardLink:
                using (Process process = Process.Start("ln", [real, path]))
                {
                    process.WaitForExit();
                }

                return (path, content);
            case SourceKind.DanglingLink:
                File.CreateSymbolicLink(path, "nowhere");
                break;
            case SourceKind.Loop:
                File.CreateSymbolicLink(path, real + "2");
                File.CreateSymbolicLink(real + "2", path);
                break;
            case SourceKind.LinkToFolder:
                File.CreateSymbolicLink(path, "..");
                break;
            case SourceKind.Pipe:
                SpecialFiles.Pipe(path);
                break;
        }

        return (path, null);
    }

    private static bool Exists(string path) => new FileInfo(path) is { } file && (file.Exists || file.LinkTarget is not null || (int)file.Attributes != -1);

    private static void Remove(string path)
    {
        if (Exists(path))
        {
            File.Delete(path);
        }
    }

    private static void Write(string path, byte[] content, int mode)
    {
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, s_past);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ModelSteps.Modes[mode]);
        }
    }

    /// <summary>What others do to a file while it is uploaded.</summary>
    private static void Change(string path, Trouble trouble)
    {
        string real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        switch (trouble)
        {
            case Trouble.ChangeContent or Trouble.WriteFile:
                DateTime time = File.GetLastWriteTimeUtc(real);
                using (FileStream file = new(real, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                    file.Write(Enumerable.Repeat((byte)'#', (int)Math.Min(50_000, file.Length)).ToArray());
                }

                if (trouble == Trouble.ChangeContent)
                {
                    File.SetLastWriteTimeUtc(real, time);
                }

                break;
            case Trouble.GrowFile:
                File.AppendAllText(real, "more");
                break;
            case Trouble.TruncateFile:
                using (FileStream file = new(real, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case Trouble.ReplaceFile:
                File.WriteAllBytes(real + ".new", "another file"u8.ToArray());
                File.Move(real + ".new", real, overwrite: true);
                break;
        }
    }
}
