namespace R2.Emulator.Api.Routing;

/// <summary>The route of a request and the values in its path.</summary>
internal sealed record ApiMatch(ApiRoute Route, IReadOnlyDictionary<string, string> Values);
