using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using R2.Cmdlets.Credentials;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Commands;

/// <summary>Makes the S3 credential of an API token: the id as it is, the SHA-256 of the value. https://developers.cloudflare.com/r2/api/tokens/#get-s3-api-credentials-from-an-api-token</summary>
[Cmdlet(VerbsData.ConvertTo, "R2Credential")]
[OutputType(typeof(PSCredential))]
public sealed class ConvertToR2CredentialCommand : PSCmdlet
{
    /// <summary>Id of the API token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public string TokenId { get; set; } = "";

    /// <summary>Value of the API token, as Cloudflare shows it once.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Value")]
    public SecureString TokenValue { get; set; } = new();

    protected override void ProcessRecord()
    {
        try
        {
            if (TokenId.Length != 32 || !TokenId.All(char.IsAsciiHexDigit))
            {
                throw new R2Exception(R2ErrorCodes.InvalidCredential, $"The token id has {TokenId.Length} characters; it must have 32 hexadecimal digits. Were id and value swapped?");
            }

            WriteObject(new PSCredential(TokenId, SecureText.Use(TokenValue, Hash)));
        }
        catch (R2Exception exception)
        {
            WriteError(ErrorRecords.From(exception, target: null));
        }
    }

    private static SecureString Hash(char[] value)
    {
        if (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new R2Exception(R2ErrorCodes.InvalidCredential, "The token value is empty, or contains a space, a line break or a non-ASCII character; it must be exactly the value that Cloudflare showed.");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        Encoding.ASCII.GetBytes(value, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        CryptographicOperations.ZeroMemory(bytes);
        Span<char> hex = stackalloc char[2 * SHA256.HashSizeInBytes];
        for (int i = 0; i < hash.Length; i++)
        {
            (hex[2 * i], hex[(2 * i) + 1]) = (Digit(hash[i] >> 4), Digit(hash[i] & 15));
        }

        return SecureText.From(hex);
    }

    private static char Digit(int value) => "0123456789abcdef"[value];
}
