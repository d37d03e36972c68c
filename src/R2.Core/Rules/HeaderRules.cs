using System.Buffers;
using R2.Models;

namespace R2.Rules;

/// <summary>What a header can hold, whether it is sent, signed into a URL, or asked of the response.</summary>
internal static class HeaderRules
{
    /// <summary>The signs of a header's name (RFC 9110, token).</summary>
    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(s_nameCharacters);

    /// <summary>The value to send; a download name beyond ASCII is converted.</summary>
    /// <exception cref="R2Exception">It holds what no header can. The value stays out of the message: some headers carry keys.</exception>
    public static string Value(string name, string value)
    {
        string sent = name.EndsWith("content-disposition", StringComparison.OrdinalIgnoreCase) ? DispositionText.Encode(value) : value;

        if (sent.AsSpan().Trim(' ').Length != sent.Length)
        {
            // Servers take them for no part of the value (RFC 9110, 5.5), and it would read back as another one.
            throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"The value of the header '{name}' begins or ends with a blank; it must not, for no header keeps that.");
        }

        // A line break would start another header.
        int bad = sent.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        return bad < 0
            ? sent
            : throw R2Exception.Invalid(
                R2ErrorCodes.InvalidSetting, $"The value of the header '{name}' holds {(char.IsControl(sent[bad]) ? "a control character" : "a character outside ASCII")} (U+{(int)sent[bad]:X4}); it must be printable ASCII.");
    }

    /// <summary>Headers that a presigned request is to carry: as they will have to be sent.</summary>
    /// <exception cref="R2Exception">A name or a value is none of a header.</exception>
    public static IReadOnlyDictionary<string, string> Signed(IReadOnlyDictionary<string, string> headers)
    {
        TextDictionary signed = [];
        ILookup<bool, KeyValuePair<string, string>> byKind = headers.ToLookup(static header => header.Key.StartsWith(MetadataRules.Prefix, StringComparison.OrdinalIgnoreCase));
        foreach ((string name, string value) in byKind[false])
        {
            if (!IsName(name) || name.Equals("host", StringComparison.OrdinalIgnoreCase) || value is null || !signed.TryAdd(name, Value(name, value)))
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidSetting, $"The signed header '{name}' is not valid: it must be a header's name with a value, given once, and Host is signed anyway.");
            }
        }

        foreach ((string name, string value) in MetadataRules.ToHeaders(byKind[true].Select(static header => KeyValuePair.Create(header.Key[MetadataRules.Prefix.Length..], header.Value))))
        {
            signed.Add(name, value);
        }

        return signed;
    }
}
