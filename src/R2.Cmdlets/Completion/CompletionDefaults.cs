namespace R2.Cmdlets.Completion;

/// <summary>How long completion may take, and keep.</summary>
internal static class CompletionDefaults
{
    /// <summary>Tab answers within this time, if with nothing: who types does not wait.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    /// <summary>A question that took longer goes on for so long, and its answer is there for the next Tab.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>An answer, an empty one too, is kept for so long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    /// <summary>Values that are shown at most.</summary>
    public const int MostItems = 200;

    /// <summary>Answers that are kept at most.</summary>
    public const int MostAnswers = 64;
}
