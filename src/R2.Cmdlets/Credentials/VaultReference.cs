namespace R2.Cmdlets.Credentials;

/// <summary>Where a secret is kept: its name, and that of a SecretManagement vault; all registered vaults where there is none.</summary>
internal sealed record VaultReference(string? VaultName, string SecretName)
{
    public override string ToString() => VaultName is null ? $"secret '{SecretName}'" : $"vault '{VaultName}', secret '{SecretName}'";
}
