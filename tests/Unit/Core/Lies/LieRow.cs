using R2.Unit.Support.Lies;

namespace R2.Unit.Core.Lies;

/// <summary>One lie.</summary>
/// <param name="Deed">What is done: see <see cref="Deeds"/>.</param>
/// <param name="Operation">Operation of S3 that is lied about.</param>
/// <param name="Lie">The lie in words.</param>
/// <param name="Tell">Makes it of the true answer.</param>
/// <param name="Becomes">Code of the error that it must become; null where the deed must succeed with what is true.</param>
internal sealed record LieRow(string Deed, string Operation, string Lie, Func<Told, Told> Tell, string? Becomes = R2ErrorCodes.InvalidResponse)
{
    /// <summary>Whether the request was carried out all the same.</summary>
    public bool IsHeard { get; init; } = true;

    /// <summary>How often it is lied; then the truth is told.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Requests at most until the lie must have been seen through.</summary>
    public int Most { get; init; } = 2;

    /// <summary>Lies only to requests that have this in their head.</summary>
    public string? OnlyWith { get; init; }

    public string Name => $"{Deed}: {Operation} answered {Lie}";
}
