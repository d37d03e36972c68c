using System.Diagnostics.CodeAnalysis;

namespace R2.Settings;

/// <summary>How values of one kind are written, and which are allowed.</summary>
/// <param name="Allowed">The range in words, as it stands at the end of a refusal.</param>
/// <param name="Parse">The value of a text, or none where it is not allowed.</param>
/// <param name="Show">The text of a value.</param>
internal sealed record SettingFormat<T>(string Allowed, Func<string, (bool Ok, T? Value)> Parse, Func<T, string> Show)
    where T : notnull
{
    /// <summary>Whether a value that is refused may hold a secret, and so stays out of messages.</summary>
    public bool MayHoldSecret { get; init; }

    public bool TryParse(string text, [NotNullWhen(true)] out T? value)
    {
        (bool ok, value) = Parse(text);
        return ok && value is not null;
    }
}
