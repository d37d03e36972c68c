using System.Collections.Frozen;

namespace R2.Cmdlets.Common;

/// <summary>What to do about each error code.</summary>
internal static class Remedies
{
    private const string Unknown = "Run the command again with -Verbose, and report the error with its request id and stack trace ($Error[0].Exception | Format-List *) if it stays.";

    private static readonly FrozenDictionary<string, string> s_remedies = new Dictionary<string, string>
    {
        ["FileNotFound"] = "Check the path and the working directory; use -LiteralPath when the name holds [ or ].",
        ["FileAccessDenied"] = "Check the permissions of the file and of its folder.",
        ["FileError"] = "Check that the disk is not full and that no other program holds the file.",
        ["OperationTimeout"] = "Check the network, or raise the time-out.",
        ["InvalidArgument"] = "Correct the value that the message names.",
    }.ToFrozenDictionary();

    public static string For(string code) => s_remedies.GetValueOrDefault(code, Unknown);
}
