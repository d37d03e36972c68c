using System.Diagnostics;
using System.Reflection;

namespace R2.Cmdlets.Drive;

/// <summary>What Tab asks for: the engine lists folders for it by the commands that a person uses, and says so to nobody. Who called can be seen, though, where something is to be asked.</summary>
internal static class DriveCompletion
{
    private const string Engine = "System.Management.Automation.";

    /// <summary>Whether Tab asks: it shows no more than a page, and somebody waits.</summary>
    public static bool IsActive => Calls(static method => method.DeclaringType?.FullName is Engine + "CompletionCompleters" or Engine + "CommandCompletion");

    /// <summary>Whether Tab completes the name of a command, for which the engine looks through the current location, too: nothing there can be run.</summary>
    public static bool IsOfCommandName => Calls(static method => method.Name == "CompleteFileNameAsCommand");

    /// <summary>
    /// Whether the engine looks whether the root of a new drive is a path in the current location, which it would take for it: a bucket may be called as a folder there is.
    /// </summary>
    public static bool IsOfNewDrive => Calls(static method => method.Name == "GetProviderRootFromSpecifiedRoot");

    private static bool Calls(Func<MethodBase, bool> isWanted) => Array.Exists(new StackTrace(fNeedFileInfo: false).GetFrames(), frame => frame.GetMethod() is { } method && isWanted(method));
}
