using System.Management.Automation.Language;
using R2.Files;

namespace R2.Cmdlets.Display;

/// <summary>Text as a command line has it, for messages that say what to type.</summary>
internal static class CommandText
{
    /// <summary>In single quotes, with those inside doubled, the typographic ones too, which PowerShell takes for the same.</summary>
    public static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    /// <summary>What to say of a prefix that ends in a word, which is mostly meant as a folder and never becomes one by itself; null where there is nothing to say.</summary>
    public static string? FolderHint(string prefix, string key) => prefix.Length > 0 && char.IsLetterOrDigit(prefix[^1])
        ? $"The prefix '{prefix}' ends in no slash, so keys go on right behind it: '{key}'. For a folder: -Prefix {Quote(prefix + "/")}"
        : null;

    /// <summary>What to say of a prefix that is written as a folder of Windows is, which is a good key all the same; null where there is nothing to say.</summary>
    /// <param name="prefix">What keys are to begin with.</param>
    /// <param name="rules">Whose rules hold: whether a backslash separates folders.</param>
    public static string? BackslashHint(string prefix, PathRules rules) => rules.AreOfWindows && prefix.Contains('\\', StringComparison.Ordinal)
        ? $"The prefix '{prefix}' contains a backslash, which does not separate folders in keys. For a folder: -Prefix {Quote(prefix.Replace('\\', '/'))}"
        : null;
}
