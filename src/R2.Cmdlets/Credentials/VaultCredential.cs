using System.Collections;
using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Pipeline;
using R2.Settings;

namespace R2.Cmdlets.Credentials;

/// <summary>A credential that is kept in a vault: read now, and again when R2 refuses what was read, since keys are rotated.</summary>
internal static class VaultCredential
{
    /// <summary>The layer of settings that a secret makes. Only on a pipeline thread.</summary>
    /// <exception cref="R2Exception">The vault cannot be read, or holds something else.</exception>
    public static ConnectionSettings Load(VaultReference reference)
    {
        ConnectionSettings settings = Parse(SecretVault.Read(reference), reference);
        if (settings.Credential is null)
        {
            // A token alone: what follows from it is asked for once.
            return settings;
        }

        R2Credential last = settings.Credential.Credential;
        return settings with { Credential = settings.Credential with { Renew = RenewAsync } };

        async ValueTask<R2Credential> RenewAsync(CancellationToken cancellation)
        {
            (bool read, object? secret) = await PipelineScope.TryRunAsync(() => SecretVault.Read(reference)).WaitAsync(cancellation).ConfigureAwait(false);
            return last = read ? Parse(secret!, reference).Credential?.Credential ?? last : last;
        }
    }

    private static ConnectionSettings Parse(object secret, VaultReference reference) => secret switch
    {
        PSCredential credential => new() { Credential = new(SecureText.ToCredential(credential.UserName, credential.Password), $"{reference}") },
        IDictionary table => Parse(table, reference),
        _ => throw VaultErrors.Invalid(reference, $"its type is {secret.GetType().Name}; it must be a PSCredential, or a Hashtable with access_key_id and secret_access_key, api_token, or both"),
    };

    private static ConnectionSettings Parse(IDictionary table, VaultReference reference)
    {
        SecureString Required(string name) => Find(table, name) ?? throw VaultErrors.Invalid(reference, $"it has no {name}");
        string? Text(string name) => Find(table, name) is { } value ? SecureText.Use(value, static text => new string(text)) : null;

        string source = $"{reference}";
        SecureString? token = Find(table, "api_token");
        bool hasPair = token is null || Find(table, "access_key_id") is not null || Find(table, "secret_access_key") is not null;
        if (hasPair)
        {
            _ = Required("access_key_id");
        }

        return new()
        {
            Values = SettingLayer.Empty
                .Parse(KnownSettings.AccountId, $"account_id in {source}", Text("account_id"), source)
                .Parse(KnownSettings.Endpoint, $"endpoint in {source}", Text("endpoint"), source)
                .Parse(KnownSettings.Jurisdiction, $"jurisdiction in {source}", Text("jurisdiction"), source),
            Credential = hasPair ? new(SecureText.ToCredential(Text("access_key_id")!, Required("secret_access_key"), Find(table, "session_token")), source) : null,
            ApiToken = token is null ? null : new(SecureText.ToApiToken(token), source),
        };
    }

    private static SecureString? Find(IDictionary table, string name)
    {
        foreach (DictionaryEntry entry in table)
        {
            if ($"{entry.Key}".Replace("_", "", StringComparison.Ordinal).Equals(name.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            {
                return ((entry.Value as PSObject)?.BaseObject ?? entry.Value) switch
                {
                    SecureString { Length: > 0 } secret => secret,
                    string { Length: > 0 } text => SecureText.From(text),
                    _ => null,
                };
            }
        }

        return null;
    }
}
