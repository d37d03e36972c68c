namespace R2.Simulation;

/// <summary>A request that a replayed recording does not hold.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below the endpoint, percent-encoded.</param>
/// <param name="Message">What is missing, the nearest request that was recorded, and what differs.</param>
public sealed record R2UnrecordedRequest(string Method, string Path, string Message);
