using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Help;

public sealed partial class PageTests
{
    private const int FewestWords = 7;

    public static TheoryData<string> Names => [.. Page.All.Select(static page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_OfPage_SayMoreThanTheName(string name)
    {
        Page page = Find(name);

        Assert.DoesNotContain("{{", page.Synopsis + page.Description, StringComparison.Ordinal);
        Assert.InRange(Words(page.Synopsis).Length, 4, 25);
        Assert.True(Words(page.Description).Length >= 20, "The description says too little.");
        Assert.All(page.Parameters, static item =>
        {
            string[] nameWords = [.. NameWord().Matches(item.Key).Select(static word => word.Value)];
            string[] others = [.. Words(item.Value.Text).Except(nameWords, StringComparer.OrdinalIgnoreCase)];
            Assert.True(others.Length >= (item.Key == "WhatIf" ? 5 : FewestWords), $"-{item.Key} says little more than its name: {item.Value.Text}");
            Assert.False(item.Value.Text.StartsWith($"The {item.Key}", StringComparison.OrdinalIgnoreCase), $"-{item.Key} repeats its name: {item.Value.Text}");
        });
        Assert.All(page.Outputs, static item => Assert.NotEqual("", item.Value.Replace("{{", "", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_OfPage_AreThreeAtLeast_WithOneBlockEachThatUsesTheCmdlet(string name)
    {
        Page page = Find(name);

        Assert.True(page.Examples.Count >= 3, $"{name} has {page.Examples.Count} examples.");
        Assert.All(page.Examples, example => Assert.Contains(name, Assert.Single(example.Codes), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(page.Examples.Count, page.Examples.Select(static example => example.Title).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_OfPage_LeadSomewhere(string name)
    {
        IEnumerable<string> pages = Link().Matches(Find(name).Links).Select(static link => link.Groups[1].Value).Where(static target => !target.StartsWith("https://", StringComparison.Ordinal));

        Assert.NotEmpty(pages);
        Assert.All(pages, static target => Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "help", target)), target));
    }

    private static Page Find(string name) => Page.All.Single(page => page.Name == name);

    private static string[] Words(string text) => [.. Word().Matches(text).Select(static word => word.Value)];

    [GeneratedRegex(@"[\w$']+")]
    private static partial Regex Word();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex NameWord();

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Link();
}
