using R2.Models;

namespace R2.Cmdlets.Completion.Completers;

/// <summary>Ids of the jobs of the bucket that the command line names.</summary>
internal sealed class JobCompleter : R2Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionRequest request) => AskApi(request, "jobs", static async (api, bucket, cancellation) =>
    {
        List<CompletionItem> items = [];
        await foreach (R2Job job in api.EnumerateJobsAsync(bucket, cancellationToken: cancellation).ConfigureAwait(false))
        {
            items.Add(new CompletionItem(job.JobId, $"{job.Status}, {(job.Prefix.Length == 0 ? "all objects" : job.Prefix)}"));
        }

        return items;
    });
}
