namespace R2.Conformance.Client;

/// <summary>The server answered something else than R2 does.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
