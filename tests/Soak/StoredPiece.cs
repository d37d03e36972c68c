namespace R2.Soak;

/// <summary>What an object must be.</summary>
internal sealed record StoredPiece(Piece Piece, string? ETag);
