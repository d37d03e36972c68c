using System.Diagnostics;
using System.Management.Automation;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class NewR2PresignedUrlCommandTests : CmdletTest
{
    [Fact]
    public async Task ResponseHeaders_AreThoseOfTheAnswer()
    {
        Run("$null = 'x' | Write-R2Object -Key k -ContentType text/css").ThrowIfFailed();

        string url = (string)Run(
            "(New-R2PresignedUrl k -ResponseContentType text/plain -ResponseContentDisposition 'attachment; filename=\"a b.txt\"' -ResponseCacheControl no-store "
            + "-ResponseContentLanguage de -ResponseContentEncoding identity -ResponseExpires '2030-01-31T00:00:00Z').Url").ThrowIfFailed().Output.Single().BaseObject;

        using HttpClient stranger = new();
        using HttpResponseMessage answer = await stranger.GetAsync(url, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        Assert.Equal(
            ("text/plain", "attachment; filename=\"a b.txt\"", "no-store", "de", "identity", "Thu, 31 Jan 2030 00:00:00 GMT"),
            (answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentDisposition?.ToString(), answer.Headers.CacheControl?.ToString(),
                answer.Content.Headers.ContentLanguage.Single(), answer.Content.Headers.ContentEncoding.Single(), answer.Content.Headers.NonValidated["Expires"].ToString()));
    }

    [Fact]
    public void ResponseHeadersOfAPut_Refused() =>
        AssertError(RunToError("New-R2PresignedUrl k PUT -ResponseContentType text/plain"), "R2.InvalidSetting", ErrorCategory.InvalidArgument);

    [UnixTheory("There is no curl on this machine.")]
    [InlineData("note.txt")]
    [InlineData("it's/a + b & 'c'.txt")]
    [InlineData("a/../b/./c")]
    public async Task CurlLine_RunsAsItIs(string key)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl on this machine.");
        Session.Set("key", key);
        Run("$headers = @{ 'content-type' = 'text/css'; 'x-amz-meta-who' = \"o'neill\" }").ThrowIfFailed();
        string put = (string)Run("(New-R2PresignedUrl -Key $key -Method PUT -SignedHeader $headers).Curl").ThrowIfFailed().Output.Single().BaseObject;
        string get = (string)Run("(New-R2PresignedUrl -Key $key).Curl").ThrowIfFailed().Output.Single().BaseObject;
        string file = Path.Combine(Folder, key.Split('/')[^1]);
        await File.WriteAllTextAsync(file, "by curl", TestContext.Current.CancellationToken);

        await ShellAsync(put);
        File.Delete(file);
        await ShellAsync(get);

        Assert.Equal("by curl", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(["text/css", "o'neill"], Run("(Get-R2Object -Key $key) | ForEach-Object { $_.ContentType; $_.Metadata['who'] }").ThrowIfFailed().As<string>());
    }

    private async Task ShellAsync(string line)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = Folder, RedirectStandardError = true })!;
        string errors = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, errors);
    }
}
