using R2.Models;

namespace R2.Listing;

/// <summary>A page that waits for its reader: in memory, or at a place in the spool.</summary>
internal readonly record struct SpooledPage(R2ObjectPage? Page, long Offset, int Length);
