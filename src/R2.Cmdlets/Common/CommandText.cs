using System.Management.Automation.Language;

namespace R2.Cmdlets.Common;

/// <summary>Text as a command line has it, for messages that say what to type.</summary>
internal static class CommandText
{
    /// <summary>In single quotes, with those inside doubled, the typographic ones too, which PowerShell takes for the same.</summary>
    public static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
