namespace R2.Sync.Listing;

/// <summary>Keys do not come in the order that they are compared in: they have to be sorted first.</summary>
internal sealed class UnorderedKeysException : Exception;
