using System.Text;
using R2.Emulator.Errors;
using R2.Emulator.Storage;

namespace R2.Emulator.Operations.Listing;

/// <summary>Start of a list, as a predicate that is true for all keys before it.</summary>
internal sealed record ListStart(Func<string, bool> IsBefore)
{
    public static readonly ListStart Beginning = new(_ => false);

    public static ListStart After(string key) => new(candidate => KeyOrder.Compare(candidate, key) <= 0);

    public static ListStart AfterPrefix(string prefix) => new(candidate =>
        KeyOrder.Compare(candidate, prefix) < 0 || candidate.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Reads a continuation token, which is opaque to clients.</summary>
    public static ListStart FromToken(string token)
    {
        try
        {
            string text = Encoding.UTF8.GetString(Convert.FromBase64String(token));
            return text[0] == 'p' ? AfterPrefix(text[1..]) : After(text[1..]);
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect.");
        }
    }

    public static string Token<T>(ListPage<T> page) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes((page.LastIsPrefix ? "p" : "k") + page.Last));
}
