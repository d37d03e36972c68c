namespace R2.Cmdlets.Completion;

/// <summary>One value that Tab may put in.</summary>
/// <param name="Text">The value.</param>
/// <param name="Tip">What a menu says of it.</param>
/// <param name="Label">What a list shows in place of the value, or null.</param>
internal sealed record CompletionItem(string Text, string Tip, string? Label = null);
