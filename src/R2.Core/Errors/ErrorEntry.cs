namespace R2.Errors;

/// <summary>An error and what it means.</summary>
/// <param name="Code">Code of the server, or of <see cref="R2ErrorCodes"/>.</param>
/// <param name="Status">Status that the server sends with it; null for errors that come without a response.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Transient">Whether the same request may succeed later.</param>
internal sealed record ErrorEntry(string Code, int? Status, R2ErrorKind Kind, bool Transient = false);
