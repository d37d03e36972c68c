using System.Diagnostics;
using System.Text;

namespace R2.Unit.Core.Transfer;

/// <summary>What may be found where a journal was: what disks, other versions and people make of files.</summary>
public static class DamagedJournals
{
    public static TheoryData<string> All =>
    [
        "random bytes", "NUL", "half a line", "an empty object", "another version", "no version", "a long line", "no file, an empty folder", "no file, a folder with a file", "no file, a link to nowhere", "no file, a link to a file", "no file, a pipe",
    ];

    /// <summary>Puts something that is no regular file in a file's place.</summary>
    public static void Put(string what, string path, string linkTarget)
    {
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(path, linkTarget);
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                using (Process make = Process.Start("mkfifo", [path]))
                {
                    make.WaitForExit();
                }

                break;
        }
    }

    public static void Apply(string damage, string path)
    {
        byte[] whole = File.ReadAllBytes(path);
        string text = Encoding.UTF8.GetString(whole);
        if (damage.StartsWith("no file", StringComparison.Ordinal))
        {
            Assert.SkipWhen(OperatingSystem.IsWindows() && !damage.EndsWith("folder", StringComparison.Ordinal), "Links and pipes as files are Unix's.");
            File.Delete(path);
        }

        switch (damage)
        {
            case "random bytes":
                byte[] random = new byte[5000];
                new Random(5).NextBytes(random);
                File.WriteAllBytes(path, random);
                break;
            case "NUL":
                File.WriteAllBytes(path, new byte[whole.Length]);
                break;
            case "half a line":
                File.WriteAllBytes(path, whole[..40]);
                break;
            case "an empty object":
                File.WriteAllText(path, "{}\n{}\n");
                break;
            case "another version":
                File.WriteAllText(path, text.Replace("\"FormatVersion\":2", "\"FormatVersion\":3", StringComparison.Ordinal));
                break;
            case "no version":
                File.WriteAllText(path, "{\"UploadId\":\"gone\",\"ETag\":\"x\",\"Length\":1,\"PartSize\":5242880,\"LastWriteTime\":null}\n");
                break;
            case "a long line":
                File.WriteAllText(path, new string('x', 2_000_000) + "\n");
                break;
            case "no file, an empty folder":
                Directory.CreateDirectory(path);
                break;
            case "no file, a folder with a file":
                Directory.CreateDirectory(path);
                File.WriteAllText(Path.Combine(path, "mine"), "");
                break;
            case "no file, a link to nowhere":
                File.CreateSymbolicLink(path, path + ".none");
                break;
            case "no file, a link to a file":
                File.WriteAllBytes(path + ".copy", whole);
                File.CreateSymbolicLink(path, path + ".copy");
                break;
            case "no file, a pipe":
                Put("pipe", path, "");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage));
        }
    }
}
