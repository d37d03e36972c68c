using R2.Fuzz.Targets;

namespace R2.Fuzz;

/// <summary>Every reader of bytes that others write.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. XmlTargets.All, .. RuleTargets.All, .. AnswerTargets.All, .. TextTargets.All, .. NameTargets.All, .. SigningTargets.All, .. FileTargets.All, .. JournalTargets.All,
    ];
}
