using System.Text;

namespace R2.Unit.Support;

/// <summary>
/// The secrets that tests used. Where SECRET_FORMS names a file, each is noted there in the forms in which it could leak; .ci/run greps all that the run
/// printed, logged and recorded for them.
/// </summary>
internal static class UsedSecrets
{
    private static readonly Lock s_gate = new();
    private static readonly string? s_file = Environment.GetEnvironmentVariable("SECRET_FORMS");

    public static void Note(string secret)
    {
        if (!string.IsNullOrEmpty(s_file))
        {
            lock (s_gate)
            {
                File.AppendAllLines(s_file, Forms(secret));
            }
        }
    }

    /// <summary>Plain, base64 wherever it begins in what was encoded, hexadecimal and URL-encoded.</summary>
    public static IEnumerable<string> Forms(string secret)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        return new[] { secret, Uri.EscapeDataString(secret), Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes) }
            .Concat(Enumerable.Range(0, 3).Select(offset => Base64(bytes, offset)))
            .SelectMany(static form => new[] { form, form.Replace('+', '-').Replace('/', '_') })
            .Distinct();
    }

    public static IEnumerable<string> FormsFoundIn(string text, params string[] secrets) =>
        secrets.SelectMany(Forms).Where(form => text.Contains(form, StringComparison.Ordinal));

    /// <summary>What the bytes alone decide of base64, when <paramref name="offset"/> others come before them and some behind.</summary>
    private static string Base64(byte[] bytes, int offset)
    {
        string text = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
        return text[(((offset * 8) + 5) / 6)..^1];
    }
}
