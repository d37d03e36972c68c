namespace R2.Cmdlets.Completion;

/// <summary>How long completion may take, and keep.</summary>
internal static class CompletionDefaults
{
    /// <summary>Tab completes within this time, possibly with nothing: the user does not wait.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(500);

    /// <summary>A slower query continues for up to this time, and its result is ready for the next Tab.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a result, even an empty one, is cached.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    /// <summary>Maximum number of values shown.</summary>
    public const int MostItems = 200;

    /// <summary>Maximum number of cached results.</summary>
    public const int MostCached = 64;
}
