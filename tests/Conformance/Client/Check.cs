namespace R2.Conformance.Client;

/// <summary>One thing that R2 does, asked of a server through our client.</summary>
/// <param name="Name">Stable name, <c>group.what</c>; the profiles of the servers refer to it.</param>
/// <param name="Run">Throws <see cref="CheckFailedException"/> or what the client throws.</param>
internal sealed record Check(string Name, Func<CheckContext, Task> Run);
