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
    public void Question_AboutAKeyWithAnEscape_IsAskedWithout()
    {
        RecordingHost host = new(answer: 2); // No
        using PowerShellSession session = new(host);
        session.Set("endpoint", Emulator.Endpoint);
        session.Set("credential", Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey));

        PowerShellResult result = session.Run(
            $"$null = Connect-R2 -Endpoint $endpoint -Credential $credential -BucketName {Bucket}; $ConfirmPreference = 'Low'; Remove-R2Object \"a*`e[31mred\"; Write-R2Object -InputObject x -Key \"a`e[31mred\" -WhatIf");

        string said = string.Concat([.. host.Questions, .. host.Lines, .. result.Warnings, .. result.Verbose]);
        Assert.DoesNotContain(Escape, said, StringComparison.Ordinal);
        Assert.Contains("a*\u241b[31mred", Assert.Single(host.Questions), StringComparison.Ordinal);
        Assert.Contains(host.Lines, static line => line.Contains("a\u241b[31mred", StringComparison.Ordinal));
    }

    [Fact]
    public void Error_OfAServerThatSendsNoHttp_IsShownWithout()
    {
        using CannedServer server = new("ICY\u001b[31m 200\u0007\r\n\r\n"u8.ToArray());
        Session.Set("lying", server.Endpoint);

        string shown = string.Concat(Run($"$null = Connect-R2 -Endpoint $lying -Credential $credential -BucketName {Bucket} -Option @{{ RetryMaxAttempts = 1 }}; try {{ Read-R2Object x -AsString -ErrorAction Stop }} catch {{ \"$_\"; \"$($_.Exception)\"; \"$($_.Exception.InnerException)\" }}")
            .ThrowIfFailed().As<string>());

        Assert.DoesNotContain(shown, static c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
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
