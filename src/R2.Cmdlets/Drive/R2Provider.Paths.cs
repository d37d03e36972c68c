using System.Management.Automation.Provider;
using System.Reflection;
using R2.Cmdlets.Drive.Paths;

namespace R2.Cmdlets.Drive;

public sealed partial class R2Provider
{
    /// <summary>At the end of a path, where the engine looks for its own: a folder as such is meant, and the root of a drive would become a name in it.</summary>
    private static readonly char s_last = Path.DirectorySeparatorChar;

    // The engine's own take both slashes for one, and look whether items exist to split their names: all here is a matter of the text alone.
    protected override string MakePath(string parent, string child)
    {
        if (string.IsNullOrEmpty(parent))
        {
            string text = WithLast(KeyText.EncodeTyped(child ?? "", LiteralFlag.Of(this)));
            return PSDriveInfo?.Name is { Length: > 0 } name && text.Length > name.Length && text[name.Length] == ':' && text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                ? KeyText.EncodeColon(text, name.Length)
                : text;
        }

        if (string.IsNullOrEmpty(child) || child is "/" or "\\")
        {
            return EndsInSeparator(parent) ? parent : parent + s_last;
        }

        string below = WithLast(KeyText.EncodeTyped(child[0] is '/' or '\\' ? child[1..] : child, LiteralFlag.Of(this)));
        return EndsInSeparator(parent) ? parent + below : $"{parent}/{below}";
    }

    protected override string GetParentPath(string path, string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        root ??= PSDriveInfo?.Root ?? "";
        ReadOnlySpan<char> text = Trimmed(path);
        if (text.Length == 0 || text.Equals(Trimmed(root), StringComparison.Ordinal))
        {
            return "";
        }

        int slash = text.LastIndexOfAny('/', '\\');
        return slash switch
        {
            < 0 => "",
            0 => "/",
            _ when text[slash - 1] == ':' => text[..(slash + 1)].ToString(),
            _ => text[..slash].ToString(),
        };
    }

    protected override string GetChildName(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReadOnlySpan<char> text = Trimmed(path);
        return text.Length == 0 ? path : text[(text.LastIndexOfAny('/', '\\') + 1)..].ToString();
    }

    // A pattern becomes the filter of the listing: its beginning goes to the server, and case counts, as it does in keys.
    protected override bool ConvertPath(string path, string filter, ref string updatedPath, ref string updatedFilter)
    {
        if (!string.IsNullOrEmpty(filter) || path.AsSpan().ContainsAny('/', '\\'))
        {
            return false;
        }

        (updatedPath, updatedFilter) = (path, DriveFilter.OfPath + path);
        return true;
    }

    private static string WithLast(string text) => s_last != '/' && text.EndsWith('/') ? text[..^1] + s_last : text;

    private static bool EndsInSeparator(string path) => path[^1] is '/' or '\\';

    private static ReadOnlySpan<char> Trimmed(string path) => path.Length > 0 && EndsInSeparator(path) ? path.AsSpan(0, path.Length - 1) : path;

    /// <summary>
    /// Whether a command was given -LiteralPath, in which backslashes and dots stand for themselves. The engine knows, and has no public way to say so to a provider: where it keeps it
    /// elsewhere, such keys can be reached by the paths that listings emit.
    /// </summary>
    private static class LiteralFlag
    {
        private static readonly PropertyInfo? s_context = typeof(CmdletProvider).GetProperty("Context", BindingFlags.Instance | BindingFlags.NonPublic);
        private static readonly PropertyInfo? s_flag = s_context?.PropertyType.GetProperty("SuppressWildcardExpansion", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

        public static bool Of(CmdletProvider provider) => s_context?.GetValue(provider) is { } context && s_flag?.GetValue(context) is true;
    }
}
