using System.Diagnostics;
using System.Reflection;

namespace R2.Cmdlets.Drive;

/// <summary>
/// Why the engine calls: it lists folders for Tab by the commands that a person uses, and closes writers in the same way whether their pipeline ended well or not, and tells a provider neither.
/// Who called can be seen, though, where it matters.
/// </summary>
internal static class EngineCaller
{
    private const string Engine = "System.Management.Automation.";

    /// <summary>Whether Tab asks: it shows no more than a page, and somebody waits.</summary>
    public static bool IsTab => Find(static method => method.DeclaringType?.FullName is Engine + "CompletionCompleters" or Engine + "CommandCompletion" ? true : null);

    /// <summary>Whether Tab completes the name of a command, for which the engine looks through the current location, too: nothing there can be run.</summary>
    public static bool IsTabOfCommandName => Find(static method => method.Name == "CompleteFileNameAsCommand" ? true : null);

    /// <summary>
    /// Whether the engine looks whether the root of a new drive is a path in the current location, which it would take for it: a bucket may be called as a folder there is.
    /// </summary>
    public static bool IsNewDrive => Find(static method => method.Name == "GetProviderRootFromSpecifiedRoot" ? true : null);

    /// <summary>Whether a pipeline is being cleared away: one that ended well has closed its writers before.</summary>
    public static bool IsClearingAway => Find(static method => method.Name switch
    {
        "DisposeCommands" => true,
        "SynchronousExecuteEnumerate" or "DoCompleteCore" => false,
        _ => null,
    });

    /// <summary>The first answer, from the innermost caller outwards; no where there is none.</summary>
    private static bool Find(Func<MethodBase, bool?> look)
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: false).GetFrames())
        {
            if (frame.GetMethod() is { } method && look(method) is { } answer)
            {
                return answer;
            }
        }

        return false;
    }
}
