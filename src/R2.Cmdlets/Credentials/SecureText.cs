using System.Runtime.InteropServices;
using System.Security;

namespace R2.Cmdlets.Credentials;

/// <summary>Between SecureString and the core, without a managed string of the secret in between.</summary>
internal static class SecureText
{
    /// <param name="accessKeyId">Access key id.</param>
    /// <param name="secret">Secret access key.</param>
    /// <param name="sessionToken">Session token, or null. It travels in every request, and so is text.</param>
    public static R2Credential ToCredential(string accessKeyId, SecureString secret, SecureString? sessionToken = null) => Use(
        secret, text => new R2Credential(accessKeyId, text, sessionToken is null ? null : Use(sessionToken, static token => new string(token))));

    public static R2ApiToken ToApiToken(SecureString value) => Use(value, static text => new R2ApiToken(text));

    /// <summary>Gives a function the text, and overwrites the copy afterwards.</summary>
    public static T Use<T>(SecureString secret, Func<char[], T> use)
    {
        char[] text = GC.AllocateUninitializedArray<char>(secret.Length, pinned: true);
        nint copy = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(copy, text, 0, text.Length);
            return use(text);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            Array.Clear(text);
        }
    }

    public static SecureString From(ReadOnlySpan<char> text)
    {
        SecureString secret = new();
        foreach (char character in text)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>The secret of a credential, for whoever must hand it on.</summary>
    public static SecureString SecretOf(R2Credential credential)
    {
        char[] secret = credential.RevealSecretAccessKey();
        try
        {
            return From(secret);
        }
        finally
        {
            Array.Clear(secret);
        }
    }
}
