using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using R2.Cmdlets.Transfers.Content;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Names of -Encoding; it takes those of code pages, and their numbers, too.</summary>
internal sealed class EncodingCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from name in TextEncodings.Names
        where name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(name);
}
