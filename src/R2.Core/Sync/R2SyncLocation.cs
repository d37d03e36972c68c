namespace R2;

/// <summary>One end of a sync: a folder, or what lies below a prefix of a bucket.</summary>
public sealed record R2SyncLocation
{
    private R2SyncLocation()
    {
    }

    /// <summary>Full path of the folder; null for a bucket.</summary>
    public string? Path { get; private init; }

    /// <summary>Client of the bucket's server; null for a folder.</summary>
    public R2Client? Client { get; internal init; }

    /// <summary>Name of the bucket; null for a folder.</summary>
    public string? BucketName { get; private init; }

    /// <summary>What the keys begin with: empty, or with a slash at its end, for it names a folder.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Path is not null;

    /// <summary>A folder, whose contents are meant.</summary>
    /// <param name="path">Path of the folder.</param>
    public static R2SyncLocation Folder(string path) => new() { Path = System.IO.Path.GetFullPath(path) };

    /// <summary>A bucket, or a folder of it.</summary>
    /// <param name="client">Client of its server; it is not disposed.</param>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="prefix">What lies below it is meant. A slash is added where there is none: <c>www</c> is not to reach <c>www2/</c>.</param>
    /// <exception cref="R2Exception">The bucket's name is outside R2's rules.</exception>
    public static R2SyncLocation Bucket(R2Client client, string bucketName, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(prefix);
        R2Client.CheckBucketName(bucketName);
        return new() { Client = client, BucketName = bucketName, Prefix = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/" };
    }

    /// <summary>How a person writes it: a path, or <c>r2://bucket/prefix</c>.</summary>
    public override string ToString() => Path ?? $"r2://{BucketName}/{Prefix}";

    /// <summary>Whether both are one server's, so that it can copy between them by itself.</summary>
    internal bool SharesServerWith(R2SyncLocation other) => Client is not null && ReferenceEquals(Client, other.Client);

    /// <summary>Whether one lies in the other.</summary>
    internal bool Overlaps(R2SyncLocation other)
    {
        if (IsFolder != other.IsFolder)
        {
            return false;
        }

        return IsFolder
            ? Overlaps(Below(Path!), Below(other.Path!))
            : BucketName == other.BucketName && Client!.Endpoint == other.Client!.Endpoint && Overlaps(Prefix, other.Prefix);
    }

    private static bool Overlaps(string left, string right) => left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal);

    private static string Below(string path) => System.IO.Path.EndsInDirectorySeparator(path) ? path : path + System.IO.Path.DirectorySeparatorChar;
}
