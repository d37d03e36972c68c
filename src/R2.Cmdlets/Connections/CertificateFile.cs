using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace R2.Cmdlets.Connections;

/// <summary>Reads a file of certificate authorities: PEM, with one certificate or several, or DER.</summary>
internal static class CertificateFile
{
    /// <exception cref="R2Exception">The file is missing or holds no certificate.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        X509Certificate2Collection certificates = [];
        try
        {
            certificates.ImportFromPemFile(path);
            if (certificates.Count == 0)
            {
                certificates.Add(new X509Certificate2(path));
            }

            return certificates;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new R2Exception(R2ErrorCodes.InvalidSetting, $"CertificateAuthority is '{path}'; it must be a file with certificates in PEM or DER: {e.Message}", e);
        }
    }
}
