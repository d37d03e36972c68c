using System.Buffers;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace R2.Cmdlets.Completion;

/// <summary>What stands before the cursor: with its opening quote, if it has one, and without.</summary>
internal sealed class CompletionWord
{
    private const string Quotes = "'\"\u2018\u2019\u201A\u201B\u201C\u201D\u201E";

    /// <summary>What PowerShell takes for one word as it is, wherever it stands in it.</summary>
    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/:=+~%-");

    private readonly bool _isQuoted;

    public CompletionWord(string? word)
    {
        word ??= "";
        _isQuoted = word.Length > 0 && Quotes.Contains(word[0], StringComparison.Ordinal);
        Text = _isQuoted ? word[1..].TrimEnd(word[0]) : word;
    }

    public string Text { get; }

    public CompletionResult ToResult(CompletionItem item) =>
        new(Quoted(item.Text), item.Label ?? item.Text, CompletionResultType.ParameterValue, item.Tip);

    private string Quoted(string text) => _isQuoted || NeedsQuotes(text) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'" : text;

    private static bool NeedsQuotes(string text) => text.AsSpan().ContainsAnyExcept(s_plain) || !(char.IsAsciiLetter(text[0]) || text[0] is '/' or '.');
}
