using System.Security.Cryptography;
using System.Text;

namespace R2.Transfer;

/// <summary>The user's folder for what a program must remember between runs. https://specifications.freedesktop.org/basedir-spec/latest/</summary>
internal static class StateDirectory
{
    public static string Transfers(TransferOptions options) => options.StateDirectory ?? Path.Combine(Root(), "transfers");

    /// <summary>A file name of its own for each thing that is transferred.</summary>
    public static string FileFor(TransferOptions options, params string[] identity)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identity)));
        return Path.Combine(Transfers(options), Convert.ToHexString(hash.AsSpan(0, 16)).ToLowerInvariant() + ".jsonl");
    }

    private static string Root()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "R2");
        }

        string state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "r2");
    }
}
