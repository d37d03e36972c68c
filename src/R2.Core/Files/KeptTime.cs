namespace R2.Files;

/// <summary>The time of a file as it is kept with an object that was made of it: written as rclone does, read as others write it, too.</summary>
internal static class KeptTime
{
    /// <summary>Name of the metadata of rclone, s3fs and geesefs.</summary>
    public const string Name = "mtime";

    private const string OfS3Cmd = "s3cmd-attrs";
    private const string OfMc = "mc-attrs";
    private const string OfGsutil = "goog-reserved-file-mtime";

    /// <summary>The time that an object's metadata keep; null where they keep none that can be read.</summary>
    /// <param name="metadata">Metadata, by name without prefix.</param>
    public static FileTime? Of(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return FileTime.TryParse(metadata.GetValueOrDefault(Name))
            ?? OfAttributes(metadata.GetValueOrDefault(OfS3Cmd))
            ?? OfAttributes(metadata.GetValueOrDefault(OfMc))
            ?? FileTime.TryParse(metadata.GetValueOrDefault(OfGsutil));
    }

    /// <summary>Metadata with the time of a file, unless they have one already: what somebody says stands.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string>? metadata, FileTime time)
    {
        Dictionary<string, string> all = metadata is null ? new(StringComparer.OrdinalIgnoreCase) : new(metadata, StringComparer.OrdinalIgnoreCase);
        all.TryAdd(Name, time.ToString());
        return all;
    }

    /// <summary>atime:1700000000/gid:0/mtime:1700000000/… of s3cmd; mc has #nanoseconds behind the seconds.</summary>
    private static FileTime? OfAttributes(string? attributes)
    {
        foreach (string attribute in (attributes ?? "").Split('/'))
        {
            if (attribute.StartsWith("mtime:", StringComparison.Ordinal))
            {
                ReadOnlySpan<char> value = attribute.AsSpan("mtime:".Length);
                int mark = value.IndexOf('#');
                return mark < 0 ? FileTime.TryParse(value) : FileTime.TryParse(value[..mark], value[(mark + 1)..]);
            }
        }

        return null;
    }
}
