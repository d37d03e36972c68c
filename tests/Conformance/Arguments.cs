namespace R2.Conformance;

/// <summary>A command and its <c>--name value</c> pairs. Secrets come from the environment, where no process list shows them.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    public Arguments(IReadOnlyList<string> words)
    {
        Command = words.Count > 0 ? words[0] : "";
        for (int i = 1; i < words.Count; i += 2)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == words.Count)
            {
                throw new ArgumentException($"'{words[i]}' is not an option with a value.");
            }

            _values[words[i][2..]] = words[i + 1];
        }
    }

    public string Command { get; }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public string Need(string name) => Find(name) ?? throw new ArgumentException($"--{name} is missing.");

    public static R2Credential CredentialFromEnvironment()
    {
        (string accessKeyId, string secretAccessKey) = KeysFromEnvironment();
        return new R2Credential(accessKeyId, secretAccessKey);
    }

    public static (string AccessKeyId, string SecretAccessKey) KeysFromEnvironment() => (Variable("R2_ACCESS_KEY_ID"), Variable("R2_SECRET_ACCESS_KEY"));

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new ArgumentException($"The environment variable {name} is missing.");
}
