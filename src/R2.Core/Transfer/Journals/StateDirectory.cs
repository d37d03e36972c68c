using R2.Transfer.Paths;

namespace R2.Transfer.Journals;

/// <summary>The user's folder for what a program must remember between runs. https://specifications.freedesktop.org/basedir-spec/latest/</summary>
internal static class StateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What chooses the folder.</summary>
    public static string Variable => OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "XDG_STATE_HOME";

    public static string Transfers(TransferOptions options) => options.StateDirectory ?? Path.Combine(Root(), "transfers");

    /// <summary>A file of its own for each thing that is transferred.</summary>
    public static string FileFor(TransferOptions options, params string[] identity) => Path.Combine(Transfers(options), Fingerprint.Digest(identity)[..32] + ".jsonl");

    /// <summary>Makes the folder, for its owner alone; a folder that the caller chose keeps its rights.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(TransferOptions options) => MakePrivate(Transfers(options), isChosen: options.StateDirectory is not null);

    /// <summary>As <see cref="Make"/>, of any folder.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="isChosen">Whether the caller chose it, so that it keeps its rights.</param>
    public static void MakePrivate(string folder, bool isChosen)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly);
        if (!isChosen && File.GetUnixFileMode(folder) != OwnerOnly)
        {
            File.SetUnixFileMode(folder, OwnerOnly);
        }
    }

    /// <summary>Makes sure that a transfer which is to be resumed can be noted.</summary>
    /// <exception cref="R2Exception">The folder cannot be written (<see cref="R2ErrorCodes.StateFolderNotWritable"/>).</exception>
    public static bool Check(TransferOptions options)
    {
        try
        {
            Make(options);
            string probe = Path.Combine(Transfers(options), TemporaryName.New("probe", null));
            using LockedFile? file = LockedFile.TryCreate(probe);
            file?.Delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(options, e);
        }
    }

    public static R2Exception NotWritable(TransferOptions options, Exception cause)
    {
        string variable = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? $"{Variable} is '{set}'" : $"{Variable} is not set";
        return new(R2ErrorCodes.StateFolderNotWritable, $"A transfer that can be resumed takes notes, and {Named(options)} cannot be written ({variable}): {cause.Message}", cause);
    }

    private static string Named(TransferOptions options)
    {
        try
        {
            return $"their folder '{Transfers(options)}'";
        }
        catch (DirectoryNotFoundException)
        {
            return "their folder";
        }
    }

    /// <summary>Windows alone would not look at the environment when it is asked for the folder.</summary>
    public static string Root()
    {
        bool windows = OperatingSystem.IsWindows();
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } state || !Path.IsPathFullyQualified(state))
        {
            state = windows ? Home(Environment.SpecialFolder.LocalApplicationData) : Path.Combine(Home(Environment.SpecialFolder.UserProfile), ".local", "state");
        }

        return Path.Combine(state, windows ? "R2" : "r2");
    }

    /// <summary>Users of services and containers may have none.</summary>
    private static string Home(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder) is { Length: > 0 } path ? path : throw new DirectoryNotFoundException("This user has no home folder.");
}
