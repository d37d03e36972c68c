using R2.Http;

namespace R2.Transfer;

/// <summary>The bytes of one part, and what to give back once they have been stored.</summary>
internal readonly record struct PartBody(int PartNumber, ReplayableContent Content, Action? Release = null);
