using R2.Unit.Support;
using R2.Unit.Support.Lies;

namespace R2.Unit.Cmdlets;

/// <summary>What a server or a key brings must not steer the terminal that shows it.</summary>
public sealed class ControlCharacterTests : CmdletTest
{
    private const string Escape = "\u001b";

    [Fact]
    public void Error_AboutAKeyWithAnEscape_IsShownWithout()
    {
        string message = RunToError("Get-R2Object \"a`e[31mred\"").ToString();

        Assert.DoesNotContain(Escape, message, StringComparison.Ordinal);
        Assert.Contains("a\u241b[31mred", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_OfAServerThatSendsEscapes_IsShownWithout()
    {
        Told refusal = new Told().Status(403).Xml("<Error><Code>AccessDenied</Code><Message>&#27;]0;title&#7;&#155;2J</Message></Error>").Add("x-amz-request-id", $"{Escape}[31mred");
        using LyingServer server = new(refusal);
        Session.Set("lying", server.Endpoint);

        string shown = string.Concat(Run($"$null = Connect-R2 -Endpoint $lying -Credential $credential -BucketName {Bucket}; try {{ Read-R2Object x -AsString -ErrorAction Stop }} catch {{ \"$_\"; \"$($_.Exception)\"; $_.Exception.RequestId }}")
            .ThrowIfFailed().As<string>());

        Assert.DoesNotContain(shown, static c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
        Assert.Contains("\u241b]0;title\u2407", shown, StringComparison.Ordinal);
        Assert.Contains("\u241b[31mred", shown, StringComparison.Ordinal);
    }
}
