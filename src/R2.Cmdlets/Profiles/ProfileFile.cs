using System.Text.Json;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Profiles;

/// <summary>The user's file of profiles: readable by its owner alone, replaced as a whole or not at all, and never where it could not be understood.</summary>
internal sealed class ProfileFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Path => path;

    /// <summary>Whether, when and how long: to see whether it has changed.</summary>
    public string Fingerprint
    {
        get
        {
            FileInfo file = new(path);
            return file.Exists ? $"{path}|{file.LastWriteTimeUtc.Ticks}|{file.Length}" : "";
        }
    }

    /// <summary>
    /// The file of this user, by the environment of now; Windows alone would not look at it when it is asked for the folder.
    /// https://specifications.freedesktop.org/basedir-spec/latest/
    /// </summary>
    public static ProfileFile OfUser(Func<string, string?> environment)
    {
        bool windows = OperatingSystem.IsWindows();
        if (environment(windows ? "APPDATA" : "XDG_CONFIG_HOME") is not { Length: > 0 } root || !System.IO.Path.IsPathFullyQualified(root))
        {
            root = windows
                ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
                : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        }

        return new(System.IO.Path.Combine(root, windows ? "R2" : "r2", "profiles.json"));
    }

    /// <exception cref="R2Exception">The file is broken, of a later version, or readable by others.</exception>
    public ProfileDocument Read()
    {
        if (!File.Exists(path))
        {
            return ProfileDocument.Empty;
        }

        CheckMode();
        try
        {
            return ProfileDocument.Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new R2Exception("ProfileFileBroken", $"'{path}' is not a valid profile file: {e.Message} It was not changed.", e);
        }
    }

    /// <exception cref="R2Exception">There is no such profile, or the file cannot be understood.</exception>
    public Profile Get(string name) => Read().Profiles.TryGetValue(name, out Profile? profile)
        ? profile
        : throw new R2Exception("ProfileNotFound", $"The profile '{name}' does not exist in '{path}'.");

    /// <summary>Changes the file under a lock, so that two commands at once lose nothing.</summary>
    /// <exception cref="R2Exception">The file cannot be understood, or another command changes it now.</exception>
    public void Change(Func<ProfileDocument, ProfileDocument> change)
    {
        CreateFolder();
        using FileStream @lock = Lock();
        Write(change(Read()).ToJson());
    }

    private void CreateFolder()
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private FileStream Lock()
    {
        try
        {
            return new FileStream(path + ".lock", Options(FileMode.OpenOrCreate));
        }
        catch (IOException e)
        {
            throw new R2Exception("ProfileFileBusy", $"Another command is changing '{path}'.", e);
        }
    }

    private void Write(byte[] json)
    {
        // Where the file is a link, as of those who keep their settings in a repository, its target is replaced.
        using PartialFile file = PartialFile.Create(path, ownerOnly: true);
        file.Content.Write(json);
        file.Commit();
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    // On Windows a user's AppData is the user's own.
    private void CheckMode()
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new R2Exception("ProfileFileExposed", $"'{path}' can be read or changed by other users; only its owner must have access.");
        }
    }
}
