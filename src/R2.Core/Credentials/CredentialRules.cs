namespace R2.Credentials;

/// <summary>What R2's own keys look like. Other S3 servers have keys of any shape. https://developers.cloudflare.com/r2/api/tokens/</summary>
internal static class CredentialRules
{
    private const int IdLength = 32;
    private const int SecretLength = 64;
    private const string R2Host = ".r2.cloudflarestorage.com";

    public static void Check(R2Credential credential, Uri endpoint)
    {
        if (!endpoint.IdnHost.EndsWith(R2Host, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        (int id, int secret) = (credential.AccessKeyId.Length, credential.SecretLength);
        if (id == SecretLength && secret == IdLength)
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidCredential, $"Access key id and secret are swapped: the id has {IdLength} characters at R2, the secret {SecretLength}, and here it is the other way round.");
        }

        if (id != IdLength)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidCredential, $"The access key id is {id} characters long; it must have {IdLength}, as of the ids of R2's API tokens.");
        }

        if (secret != SecretLength)
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.InvalidCredential,
                $"The secret access key is {secret} characters long; it must have {SecretLength}, the SHA-256 of an API token's value in hexadecimal. Is it the value itself?");
        }
    }
}
