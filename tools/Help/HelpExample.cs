namespace R2.Help;

/// <summary>An example: text and fenced blocks, as the page has them.</summary>
internal sealed record HelpExample(string Title, string Body);
