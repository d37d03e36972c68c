namespace R2.Fuzz;

/// <summary>A reader read something else than what was written, or gave out what it must not.</summary>
public sealed class BrokenContractException(string message) : Exception(message);
