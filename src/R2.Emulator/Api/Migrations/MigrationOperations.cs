using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;

namespace R2.Emulator.Api.Migrations;

/// <summary>Super Slurper: https://developers.cloudflare.com/r2/data-migration/super-slurper/</summary>
internal static class MigrationOperations
{
    private const int LongestPage = 50;

    public static ApiResult List(ApiContext context)
    {
        (int offset, int limit) = Page(context);
        return new ApiResult(JsonText.Array(context.State.Migrations.All.Skip(offset).Take(limit), migration => migration.Describe()));
    }

    public static ApiResult Create(ApiContext context)
    {
        ApiField body = context.Body;
        ApiField sourceField = body.Get("source");
        ApiField targetField = body.Get("target");
        MigrationEnd source = MigrationEnd.ReadSource(context, sourceField);
        MigrationEnd target = MigrationEnd.ReadTarget(context, targetField);
        bool overwrites = body.Find("overwrite")?.Flag() ?? true;
        if (source.Bucket is null || target.Bucket is null)
        {
            (string name, string pointer) = source.Bucket is null ? ("source", sourceField.Pointer) : ("target", targetField.Pointer);
            throw ApiErrors.UnusableMigration($"The {name} bucket cannot be accessed with these credentials.", pointer);
        }

        if (source.Vendor == "r2" && source.Bucket == target.Bucket)
        {
            throw ApiErrors.UnusableMigration("Source and target are the same bucket.", targetField.Pointer);
        }

        Migration migration = context.State.Migrations.Add(() => new Migration(source, target, overwrites, context.State.Options.ReadsUntilDone, context.Now));
        return new ApiResult(new JsonObject { ["id"] = migration.Id }) { Status = 201 };
    }

    public static ApiResult Get(ApiContext context) => new(Worked(context).Describe());

    public static ApiResult Progress(ApiContext context) => new(Worked(context).DescribeProgress());

    public static ApiResult Logs(ApiContext context)
    {
        (int offset, int limit) = Page(context);
        return new ApiResult(Find(context).DescribeLogs(offset, limit));
    }

    public static ApiResult Delete(ApiContext context)
    {
        Migration migration = Find(context);
        if (migration.IsActive)
        {
            throw ApiErrors.WrongMigrationState("Job is still active");
        }

        context.State.Migrations.Remove(migration);
        return Done("Deleted");
    }

    public static ApiResult Pause(ApiContext context)
    {
        Find(context).Pause(context.Now);
        return Done("Paused");
    }

    public static ApiResult Resume(ApiContext context)
    {
        Find(context).Resume(context.Now);
        return Done("Resumed");
    }

    public static ApiResult Abort(ApiContext context)
    {
        Find(context).Abort(context.Now);
        return Done("Aborted");
    }

    public static ApiResult AbortAll(ApiContext context)
    {
        foreach (Migration migration in context.State.Migrations.All.Where(migration => migration.IsActive))
        {
            migration.Abort(context.Now);
        }

        return Done("Aborted");
    }

    public static ApiResult CheckSource(ApiContext context) => Connectivity(MigrationEnd.ReadSource(context, context.Body));

    public static ApiResult CheckTarget(ApiContext context) => Connectivity(MigrationEnd.ReadTarget(context, context.Body));

    private static Migration Find(ApiContext context) => context.State.Migrations.Find(context.Values["job"]);

    private static Migration Worked(ApiContext context)
    {
        Migration migration = Find(context);
        migration.Work(context.Now);
        return migration;
    }

    private static (int Offset, int Limit) Page(ApiContext context) => (context.Number("offset", 0, 0, int.MaxValue), context.Number("limit", LongestPage, 1, LongestPage));

    private static ApiResult Connectivity(MigrationEnd end) =>
        new(new JsonObject { ["connectivityStatus"] = end.Bucket is null ? "error" : "success" });

    private static ApiResult Done(string what) => new(JsonValue.Create(what));
}
