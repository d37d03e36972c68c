using System.Collections.ObjectModel;
using System.Management.Automation;
using R2.Cmdlets.Display;
using R2.Files;

namespace R2.Cmdlets.Files;

/// <summary>Resolves -Path, with wildcards, and -LiteralPath through the provider, so that drives such as TestDrive: work.</summary>
internal static class FilePaths
{
    /// <summary>What the engine puts before the path of every file that it emits, in PSPath.</summary>
    private const string ProviderPrefix = @"Microsoft.PowerShell.Core\FileSystem::";

    /// <summary>Full paths of the files and folders that a path names.</summary>
    /// <exception cref="R2Exception">There is none, or it is not in a file system.</exception>
    public static IReadOnlyList<string> Find(PSCmdlet cmdlet, string path, bool literal)
    {
        if (literal)
        {
            string file = Resolve(cmdlet, path);
            return Path.Exists(file) ? [file] : throw NotFound(path);
        }

        try
        {
            Collection<string> found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            CheckProvider(provider, path);
            return found.Count > 0 ? found : throw NotFound(path);
        }
        catch (SessionStateException exception)
        {
            throw NotFound(path, exception);
        }
    }

    /// <summary>As <see cref="Find"/>, of what is to be written under a key, if one is given: where the path looks like text, it is told that text is piped in.</summary>
    public static IReadOnlyList<string> FindSources(PSCmdlet cmdlet, string path, bool literal, string? key)
    {
        try
        {
            return Find(cmdlet, path, literal);
        }
        catch (R2Exception exception) when (exception.Code == "FileNotFound" && key is not null && path.AsSpan().IndexOfAny('/', '\\', '.') < 0)
        {
            throw new R2Exception("FileNotFound", $"There is no file '{path}'. To store it as text, pipe it in: {CommandText.Quote(path)} | Write-R2Object -Key {CommandText.Quote(key)}", exception);
        }
    }

    /// <summary>Whether a text names a file or a folder that is there.</summary>
    public static bool Exists(PSCmdlet cmdlet, string? path)
    {
        try
        {
            return path is { Length: > 0 and < 4096 } && !path.Contains('\n', StringComparison.Ordinal) && Path.Exists(Resolve(cmdlet, path));
        }
        catch (Exception exception) when (exception is R2Exception or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The full path of a file or folder that need not be there yet.</summary>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        // A piped file names its provider and its full path: nothing is left to look up, and each look-up reads the machine's mounts.
        if (path.StartsWith(ProviderPrefix, StringComparison.OrdinalIgnoreCase) && Path.IsPathFullyQualified(path.AsSpan(ProviderPrefix.Length)))
        {
            return Path.GetFullPath(path[ProviderPrefix.Length..]);
        }

        try
        {
            string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            CheckProvider(provider, path);
            return file;
        }
        catch (SessionStateException exception)
        {
            throw NotFound(path, exception);
        }
    }

    private static void CheckProvider(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{path}' is in the provider {provider.Name}; only files can be written and read.");
        }
    }

    /// <summary>.NET shows bytes of a name that are not UTF-8 as U+FFFD, which names another file.</summary>
    private static R2Exception NotFound(string path, Exception? cause = null) => PathRules.Here.MayHideBytes(path)
        ? new R2Exception(R2ErrorCodes.NameNotUtf8, $"The name of '{path}' is not UTF-8, so the file cannot be opened.", cause)
        : new R2Exception("FileNotFound", $"'{path}' does not exist.", cause);
}
