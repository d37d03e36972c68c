using System.Globalization;

namespace R2.BucketRules;

/// <summary>Refuses a rule by its number, as people count.</summary>
internal static class RuleChecks
{
    /// <param name="rules">The rules.</param>
    /// <param name="most">How many a bucket may have.</param>
    /// <param name="problemOf">What is wrong with one rule, or null.</param>
    /// <exception cref="R2Exception">There are none or too many, or one is outside R2's rules.</exception>
    public static IReadOnlyList<T> Check<T>(IEnumerable<T> rules, int most, Func<T, string?> problemOf)
    {
        ArgumentNullException.ThrowIfNull(rules);
        T[] all = [.. rules];
        if (all.Length == 0 || all.Length > most)
        {
            throw R2Exception.Invalid(R2ErrorCodes.InvalidRule, string.Create(CultureInfo.InvariantCulture, $"There are {all.Length:N0} rules; there must be 1 to {most:N0}. To have none, remove them."));
        }

        for (int i = 0; i < all.Length; i++)
        {
            if (problemOf(all[i]) is { } problem)
            {
                throw R2Exception.Invalid(R2ErrorCodes.InvalidRule, $"Rule {i + 1}: {problem}");
            }
        }

        return all;
    }

    public static string? ProblemOfId(string? id, HashSet<string> taken) =>
        id is null ? null
        : id.Length is 0 or > 255 ? $"Id has {id.Length} characters; it must have 1 to 255."
        : taken.Add(id) ? null
        : $"Id '{id}' is that of a rule before; each is allowed once.";
}
