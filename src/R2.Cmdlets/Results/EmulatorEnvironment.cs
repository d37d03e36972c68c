using R2.Emulator;

namespace R2.Cmdlets.Results;

/// <summary>Lines that make other clients use an emulator: aws and what is made with AWS's SDKs, s5cmd, rclone (remote <c>r2</c>), and this module.</summary>
internal static class EmulatorEnvironment
{
    public static string Write(R2EmulatorServer server, string? shell)
    {
        string endpoint = server.Endpoint.ToString().TrimEnd('/');
        (string Name, string Value)[] variables =
        [
            ("AWS_ACCESS_KEY_ID", server.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", server.SecretAccessKey),
            ("AWS_REGION", "auto"),
            ("AWS_ENDPOINT_URL", endpoint),
            ("S3_ENDPOINT_URL", endpoint),
            ("RCLONE_CONFIG_R2_TYPE", "s3"),
            ("RCLONE_CONFIG_R2_PROVIDER", "Cloudflare"),
            ("RCLONE_CONFIG_R2_ENDPOINT", endpoint),
            ("RCLONE_CONFIG_R2_ACCESS_KEY_ID", server.AccessKeyId),
            ("RCLONE_CONFIG_R2_SECRET_ACCESS_KEY", server.SecretAccessKey),
            ("RCLONE_CONFIG_R2_NO_CHECK_BUCKET", "true"),
            ("R2_ENDPOINT", endpoint),
            ("R2_ACCESS_KEY_ID", server.AccessKeyId),
            ("R2_SECRET_ACCESS_KEY", server.SecretAccessKey),
            ("R2_ACCOUNT_ID", server.AccountId),
            ("R2_API_ENDPOINT", server.ApiEndpoint.ToString()),
            ("R2_API_TOKEN", server.ApiToken),
        ];
        Func<string, string, string> line = LineOf(shell ?? (OperatingSystem.IsWindows() ? "pwsh" : "sh"));
        return string.Join(Environment.NewLine, variables.Select(variable => line(variable.Name, variable.Value)));
    }

    private static Func<string, string, string> LineOf(string shell) => shell.ToUpperInvariant() switch
    {
        "SH" => (name, value) => $"export {name}='{value.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        "PWSH" => (name, value) => $"$env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'",
        "ENV" => (name, value) => $"{name}={value}",
        _ => throw new ArgumentException($"'{shell}' is none of sh, pwsh and env.", nameof(shell)),
    };
}
