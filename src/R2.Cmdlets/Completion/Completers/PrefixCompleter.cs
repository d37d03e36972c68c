namespace R2.Cmdlets.Completion.Completers;

/// <summary>Common prefixes of keys, folder by folder.</summary>
internal sealed class PrefixCompleter : KeyCompleter
{
    private protected override bool WithObjects => false;
}
