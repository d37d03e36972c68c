// Keys from HashiCorp Vault: read when the client is made, and again when R2 refuses them because they were rotated.
using Examples;
using R2;

if (Environment.GetEnvironmentVariable("VAULT_ADDR") is not { } address)
{
    Console.WriteLine("VAULT_ADDR is not set");
    return;
}

using HttpClient http = new() { BaseAddress = new Uri(address) };
http.DefaultRequestHeaders.Add("X-Vault-Token", Environment.GetEnvironmentVariable("VAULT_TOKEN"));
VaultCredential vault = new(http);
R2ClientOptions options = new()
{
    AccountId = Environment.GetEnvironmentVariable("R2_ACCOUNT_ID"),
    Credential = await vault.ReadAsync(default),
    RenewCredential = vault.ReadAsync,
};
using R2Client client = new(options);
Console.WriteLine((await client.ListBucketsAsync()).Buckets.Count);
