using System.Net.Http.Json;
using R2;

namespace Examples;

/// <summary>Reads the key pair from HashiCorp Vault, secrets engine KV v2: <c>vault kv put secret/cloudflare/r2 access_key_id=… secret_access_key=…</c></summary>
public sealed class VaultCredential(HttpClient vault, string mount = "secret", string path = "cloudflare/r2")
{
    /// <summary>For <see cref="R2ClientOptions.Credential"/>, and for <see cref="R2ClientOptions.RenewCredential"/>: when R2 refuses the key, it is read again.</summary>
    public async ValueTask<R2Credential> ReadAsync(CancellationToken cancellationToken)
    {
        Answer? answer = await vault.GetFromJsonAsync<Answer>($"/v1/{mount}/data/{path}", cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> values = answer?.data.data ?? throw new InvalidOperationException($"The vault has no secret at {mount}/{path}.");
        return new R2Credential(values["access_key_id"], values["secret_access_key"], values.GetValueOrDefault("session_token"));
    }

    private sealed record Answer(Version data);

    private sealed record Version(Dictionary<string, string> data);
}
