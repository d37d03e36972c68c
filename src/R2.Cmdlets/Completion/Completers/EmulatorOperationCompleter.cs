using System.Runtime.CompilerServices;
using R2.Emulator;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Names of the operations that a fault can happen to.</summary>
internal sealed class EmulatorOperationCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) => Names().Select(name => new CompletionItem(name, name.Contains('-') ? "operation of Cloudflare's API" : "operation of S3"));

    /// <summary>Apart, so that the emulator is loaded when this is called and no sooner.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<string> Names() => R2EmulatorServer.Operations;
}
