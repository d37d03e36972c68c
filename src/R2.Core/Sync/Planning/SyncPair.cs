using R2.Sync.Listing;

namespace R2.Sync.Planning;

/// <summary>What both ends have of one key.</summary>
/// <param name="Source">Null where the source has nothing.</param>
/// <param name="Destination">Null where the destination has nothing.</param>
/// <param name="Collides">Why the key cannot take part, where it meets another one.</param>
internal readonly record struct SyncPair(SyncEntry? Source, SyncEntry? Destination, string? Collides = null);
