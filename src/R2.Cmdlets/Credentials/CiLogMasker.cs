using R2.Models;

namespace R2.Cmdlets.Credentials;

/// <summary>
/// Registers secrets with the log masker of GitHub Actions or Azure DevOps, which replaces them by stars in all that follows. It reads them from the job's
/// output, and so they go there directly, past transcripts and streams; anywhere else nothing is written.
/// </summary>
internal sealed class CiLogMasker(Func<string, string?> environment, TextWriter output)
{
    public static CiLogMasker OfProcess => new(Environment.GetEnvironmentVariable, Console.Out);

    public void Mask(string secret)
    {
        if (IsTrue("GITHUB_ACTIONS"))
        {
            // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log
            output.WriteLine($"::add-mask::{Escape(secret, "%25")}");
        }
        else if (IsTrue("TF_BUILD"))
        {
            // https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands#setsecret-register-a-value-as-a-secret
            output.WriteLine($"##vso[task.setsecret]{Escape(secret, "%AZP25")}");
        }
    }

    /// <summary>The URL, and its signature alone, since logs break and decode URLs.</summary>
    public void Mask(R2PresignedUrl url)
    {
        Mask(url.Url);
        foreach (string parameter in url.Url.Split('?', '&'))
        {
            if (parameter.Split('=') is [("X-Amz-Signature" or "X-Amz-Security-Token"), string value])
            {
                Mask(value);
                if (Uri.UnescapeDataString(value) is var plain && plain != value)
                {
                    Mask(plain);
                }
            }
        }
    }

    public void Mask(R2Credential credential)
    {
        char[] secret = credential.RevealSecretAccessKey();
        Mask(new string(secret));
        Array.Clear(secret);
        if (credential.RevealSessionToken() is { } token)
        {
            Mask(token);
        }
    }

    public void Mask(R2ApiToken token)
    {
        char[] value = token.RevealValue();
        Mask(new string(value));
        Array.Clear(value);
    }

    private bool IsTrue(string variable) => string.Equals(environment(variable), "true", StringComparison.OrdinalIgnoreCase);

    // Neither a secret nor a URL of ours holds a line break; one would end the command early.
    private static string Escape(string text, string percent) => text.Replace("%", percent, StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
