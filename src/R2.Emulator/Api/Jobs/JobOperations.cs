using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Jobs;

/// <summary>The jobs of a bucket and what has become of them.</summary>
internal static class JobOperations
{
    public static ApiResult Get(ApiContext context)
    {
        RemovalJob job = context.State.Jobs.Of(context.Bucket.Name).FirstOrDefault(job => job.Id == context.Values["job"]) ?? throw ApiErrors.NoSuchJob();
        job.Work(context.Now);
        return new ApiResult(job.Describe());
    }

    public static ApiResult List(ApiContext context)
    {
        context.OneOf("jobType", "prefixDelete");
        string? status = context.OneOf("status", "ENQUEUED", "RUNNING", "COMPLETED", "FAILED", "CANCELLED");
        int limit = context.Number("maxKeys", 1000, 0, 1000);
        string? after = context.Query["continuationToken"] is { Length: > 0 } token ? ListCursor.Read(token) : null;
        List<RemovalJob> jobs = [.. context.State.Jobs.Of(context.Bucket.Name)];
        int skipped = after is null ? 0 : jobs.FindIndex(job => job.Id == after) + 1;
        List<RemovalJob> following = jobs.Skip(skipped).Where(job => status is null || job.Status == status).ToList();
        List<RemovalJob> page = following.Take(limit).ToList();
        page.ForEach(job => job.Work(context.Now));
        string? next = following.Count > page.Count && page.Count > 0 ? ListCursor.Write(page[^1].Id) : null;
        return new ApiResult(new JsonObject { ["jobs"] = JsonText.Array(page, job => job.Describe()) }.With("nextContinuationToken", next));
    }
}
