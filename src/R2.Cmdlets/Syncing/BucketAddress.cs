namespace R2.Cmdlets.Syncing;

/// <summary>A bucket or a folder of it as one text, as other tools name it: <c>r2://bucket/prefix</c>. The prefix stands as it is; nothing in it is escaped.</summary>
internal static class BucketAddress
{
    private const string Scheme = "r2://";

    private static readonly string[] s_others = ["s3://", "gs://", "http://", "https://"];

    /// <returns>Null for a text that is none.</returns>
    /// <exception cref="R2Exception">It is another tool's address.</exception>
    public static (string BucketName, string Prefix)? Parse(string text)
    {
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            string[] parts = text[Scheme.Length..].Split('/', 2);
            return (parts[0], parts.Length > 1 ? parts[1] : "");
        }

        return s_others.Any(other => text.StartsWith(other, StringComparison.OrdinalIgnoreCase))
            ? throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{text}' is no folder. A bucket is written as {Scheme}bucket or {Scheme}bucket/prefix, or as a path in a drive of R2.")
            : null;
    }
}
