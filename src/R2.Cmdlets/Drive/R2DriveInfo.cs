using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;

namespace R2.Cmdlets.Drive;

/// <summary>A drive: its own connection, whatever the session chooses later, and what it has seen lately.</summary>
public sealed class R2DriveInfo : PSDriveInfo
{
    // The root begins with a slash, which no path below it does: the engine cuts off whatever a path and the root have in common, and a folder may be called as its bucket is.
    // It has the drive's name, since the engine hands on the path of a destination without its drive.
    internal R2DriveInfo(PSDriveInfo drive, string root, R2Connection connection, bool noCache, TimeProvider time)
        : base(drive.Name, drive.Provider, root.Length == 0 ? $"/{drive.Name}" : $"/{drive.Name}/{KeyText.Encode(root, isPrefix: false)}", drive.Description, drive.Credential)
    {
        Connection = connection;
        (BucketName, Prefix) = root.Split('/', 2) is [var bucket, { Length: > 0 } prefix] ? (bucket, prefix + "/") : (root, "");
        Cache = new DriveCache(noCache, time);
    }

    public R2Connection Connection { get; }

    /// <summary>Empty where the drive shows the buckets of its connection.</summary>
    public string BucketName { get; }

    /// <summary>What the keys of the drive begin with: empty, or with a slash at its end.</summary>
    public string Prefix { get; }

    internal DriveCache Cache { get; }

    /// <summary>What is to be removed while the listing that it came from still goes on.</summary>
    internal DriveRemovals Removals { get; } = new();

    /// <summary>The folder whose recursive listing is to come: what looks whether it is there asks for that listing. Null where none is.</summary>
    internal string? Expected { get; set; }

    /// <summary>Readers and writers of content that are open: the engine stops them without saying by which call they were made.</summary>
    internal List<DriveRun> Open { get; } = [];

    /// <exception cref="R2Exception">The connection was closed.</exception>
    internal R2Client Client
    {
        get
        {
            Connection.ThrowIfClosed();
            return RunspaceState.Current.FindSimulation() is { } simulation ? simulation.ClientOf(Connection) : Connection.Client;
        }
    }

    internal DrivePath At(string text) => DrivePath.Below(this, text);

    /// <summary>The path of a row, which says by itself which drive it belongs to. Of a prefix it ends in a slash: the folder is meant, not an object of its name.</summary>
    internal string PathOf(string bucket, string key, bool isPrefix)
    {
        string text = BucketName.Length > 0 ? KeyText.Encode(key[Math.Min(Prefix.Length, key.Length)..], isPrefix)
            : key.Length == 0 ? bucket : $"{bucket}/{KeyText.Encode(key, isPrefix)}";
        return $"{Name}:/{text}";
    }
}
