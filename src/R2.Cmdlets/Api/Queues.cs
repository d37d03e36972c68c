using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>Queues by the names that people give them; the API wants ids.</summary>
internal static class Queues
{
    /// <summary>The id of a queue.</summary>
    /// <param name="api">Client.</param>
    /// <param name="id">Id, where it is given.</param>
    /// <param name="name">Name, where the id is not.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="R2Exception">The account has no such queue.</exception>
    public static async Task<string> IdOfAsync(R2ApiClient api, string? id, string? name, CancellationToken cancellation)
    {
        if (id is not null)
        {
            return id;
        }

        await foreach (R2QueueInfo queue in api.EnumerateQueuesAsync(cancellation).ConfigureAwait(false))
        {
            if (queue.QueueName == name)
            {
                return queue.QueueId;
            }
        }

        throw new R2Exception("QueueNotFound", $"The account has no queue '{name}', or the API token does not reach it.");
    }
}
