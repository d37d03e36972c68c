using R2.Models;

namespace R2.Cmdlets.Transfers;

/// <summary>The transfers of one command: its manager, and what it shows of them.</summary>
internal sealed class R2TransferSession
{
    /// <summary>Whether what is shown goes to the log of a build, which keeps every line of a progress.</summary>
    public static bool IsBuildLog { get; } = IsSet("CI") || IsSet("GITHUB_ACTIONS") || IsSet("TF_BUILD");

    public R2TransferSession(R2Client client, TransferOptions options, string activity) =>
        (Manager, Display) = (new R2TransferManager(client, options), new TransferDisplay(activity, TimeProvider.System) { IsSilent = IsBuildLog });

    public R2TransferManager Manager { get; }

    public TransferDisplay Display { get; }

    /// <summary>What -Checksum takes.</summary>
    public static R2ChecksumAlgorithm? Algorithm(string name) =>
        name.Equals("None", StringComparison.OrdinalIgnoreCase) ? null : Enum.Parse<R2ChecksumAlgorithm>(name, ignoreCase: true);

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
