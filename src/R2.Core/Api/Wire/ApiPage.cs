namespace R2.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Where the next one begins; null or empty for none.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
