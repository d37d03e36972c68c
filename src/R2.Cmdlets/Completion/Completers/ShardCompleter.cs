namespace R2.Cmdlets.Completion.Completers;

/// <summary>What -Shard takes: Auto, and the first of a few.</summary>
internal sealed class ShardCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) =>
        [new("Auto", "what GitHub Actions, Azure Pipelines, Kubernetes, AWS Batch or Slurm say"), new("0/2", "the first of two"), new("0/4", "the first of four")];
}
