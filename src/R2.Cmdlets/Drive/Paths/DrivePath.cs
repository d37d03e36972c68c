using System.Management.Automation;

namespace R2.Cmdlets.Drive.Paths;

/// <summary>
/// What a path of the provider names. There are two kinds of text: <c>/R2/bucket/key</c>, the root of a drive and what is below it, and <c>R2:/key</c>, which PSPath has. Both have the
/// drive's name: a row that is piped on and the destination of a copy come without their drive, and its connection must not be guessed.
/// </summary>
internal sealed class DrivePath
{
    private DrivePath(R2DriveInfo drive, string bucket, string key, bool isFolder) => (Drive, BucketName, Key, IsFolder) = (drive, bucket, key, isFolder);

    public R2DriveInfo Drive { get; }

    /// <summary>Empty for the root of a drive that shows buckets.</summary>
    public string BucketName { get; }

    /// <summary>The key as it is written; empty for a bucket. It ends in a slash where a folder as such is meant.</summary>
    public string Key { get; }

    /// <summary>Whether a folder as such is named: by a slash at the end, or because nothing else can be.</summary>
    public bool IsFolder { get; }

    /// <summary>Whether the list of buckets is meant.</summary>
    public bool IsAccount => BucketName.Length == 0;

    /// <summary>Whether it is where the drive begins, or a bucket.</summary>
    public bool IsRoot => Key.Length == 0 || (IsFolder && Key == Drive.Prefix);

    /// <summary>What the keys in it begin with, where it is a folder.</summary>
    public string Prefix => Key.Length == 0 || Key.EndsWith('/') ? Key : Key + "/";

    /// <summary>The name to show and to compare.</summary>
    public string Name => Key.TrimEnd('/') is var text && text.LastIndexOf('/') is var index && index < 0 ? text : text[(index + 1)..];

    public string Address => Key.Length == 0 ? BucketName : $"{BucketName}/{Key}";

    /// <param name="path">A path as the engine hands it to the provider.</param>
    /// <param name="drives">All drives of the provider.</param>
    /// <exception cref="R2Exception">It has no drive's name, or that of none that is there.</exception>
    public static DrivePath Parse(string path, IEnumerable<PSDriveInfo> drives)
    {
        string text = path.Replace('\\', '/');
        int colon = text.IndexOf(":/", StringComparison.Ordinal);
        bool isShort = colon > 0 && !text.AsSpan(0, colon).Contains('/');
        int end = isShort ? colon : text.StartsWith('/') ? text.IndexOf('/', 1) is var slash && slash < 0 ? text.Length : slash : 0;
        string name = isShort ? text[..colon] : text[Math.Min(1, end)..end];
        R2DriveInfo drive = drives.OfType<R2DriveInfo>().FirstOrDefault(drive => drive.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            && (isShort || text.Length == drive.Root.Length || (text.Length > drive.Root.Length && text[drive.Root.Length] == '/')) && (isShort || text.StartsWith(drive.Root, StringComparison.OrdinalIgnoreCase)))
            ?? throw new R2Exception("DriveNotFound", $"There is no R2 drive '{name}', to which the path '{Show(path)}' would belong.");
        return drive.At(isShort ? text[(colon + 2)..] : text.Length > drive.Root.Length ? text[(drive.Root.Length + 1)..] : "");
    }

    /// <summary>The place that text below a drive's root names.</summary>
    public static DrivePath Below(R2DriveInfo drive, string text)
    {
        string key = KeyText.Decode(text, out bool isFolder);
        if (drive.BucketName.Length > 0)
        {
            return new DrivePath(drive, drive.BucketName, drive.Prefix + key, isFolder || key.Length == 0);
        }

        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new DrivePath(drive, key, "", true) : new DrivePath(drive, key[..slash], key[(slash + 1)..], isFolder || slash == key.Length - 1);
    }

    /// <summary>The same place as an object, whose key may end in a slash.</summary>
    public DrivePath WithKey(string key) => new(Drive, BucketName, key, key.EndsWith('/') || key.Length == 0);

    private static string Show(string path) => KeyText.Decode(path, out _);
}
