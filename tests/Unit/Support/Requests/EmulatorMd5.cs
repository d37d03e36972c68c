using System.Security.Cryptography;
using System.Text;

namespace R2.Unit.Support;

#pragma warning disable CA5351 // ETags and Content-MD5 are MD5 by definition.

/// <summary>MD5 as ETag and as Content-MD5 have it.</summary>
public static class EmulatorMd5
{
    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    public static string Hex(string text) => Hex(Encoding.UTF8.GetBytes(text));

    public static string Base64(string text) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
