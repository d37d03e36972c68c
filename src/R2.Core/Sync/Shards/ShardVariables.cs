using System.Globalization;

namespace R2.Sync.Shards;

/// <summary>What engines that start a job several times tell each of them: which one it is, and mostly how many there are.</summary>
internal static class ShardVariables
{
    /// <param name="Index">Variable with the job's number.</param>
    /// <param name="First">The number of the first job.</param>
    /// <param name="Count">Variable with how many there are; null where the engine has none.</param>
    private readonly record struct Engine(string Index, int First, string? Count);

    private const string SlurmFirst = "SLURM_ARRAY_TASK_MIN";
    private const string SlurmStep = "SLURM_ARRAY_TASK_STEP";

    // The first two are for GitHub, whose matrix tells only its expressions: R2_SHARD_INDEX: ${{ strategy.job-index }}
    private static readonly Engine[] s_engines =
    [
        new("R2_SHARD_INDEX", 0, "R2_SHARD_COUNT"),
        new("SYSTEM_JOBPOSITIONINPHASE", 1, "SYSTEM_TOTALJOBSINPHASE"),
        new("CI_NODE_INDEX", 1, "CI_NODE_TOTAL"),
        new("CIRCLE_NODE_INDEX", 0, "CIRCLE_NODE_TOTAL"),
        new("BUILDKITE_PARALLEL_JOB", 0, "BUILDKITE_PARALLEL_JOB_COUNT"),
        new("JOB_COMPLETION_INDEX", 0, null),
        new("AWS_BATCH_JOB_ARRAY_INDEX", 0, "AWS_BATCH_JOB_ARRAY_SIZE"),
        new("SLURM_ARRAY_TASK_ID", 0, "SLURM_ARRAY_TASK_COUNT"),
    ];

    /// <summary>The part of the work that the engine means this process to do.</summary>
    /// <param name="variable">Gives the value of a variable of the environment.</param>
    /// <param name="count">How many parts there are, as somebody says; null to ask the engine.</param>
    /// <exception cref="R2Exception">No engine says it, two contradict each other, or what one says cannot be.</exception>
    public static R2Shard Read(Func<string, string?> variable, int? count = null)
    {
        ArgumentNullException.ThrowIfNull(variable);
        R2Shard? found = null;
        string from = "";
        foreach (Engine engine in s_engines)
        {
            if (Read(engine, variable, count) is not { } shard || (shard.Count == 1 && found is not null))
            {
                continue;
            }

            if (found is { Count: > 1 } other && other != shard)
            {
                throw Refused($"{from} says that this is shard {other}, {engine.Index} that it is {shard}; say which: -Shard {other}.");
            }

            (found, from) = (shard, engine.Index);
        }

        return found ?? throw Refused(
            $"No variable of the environment says which shard this is; known are {string.Join(", ", s_engines.Select(static engine => engine.Index))}. Say it: -Shard 0/3, or set R2_SHARD_INDEX and R2_SHARD_COUNT.");
    }

    private static R2Shard? Read(Engine engine, Func<string, string?> variable, int? count)
    {
        if (Number(engine.Index, variable) is not { } number)
        {
            return null;
        }

        int? told = engine.Count is null ? null : Number(engine.Count, variable);
        if (told == 1 && count > 1)
        {
            // Azure tells so every job, also one that a cluster starts several times.
            return null;
        }

        if (told is not null && count is not null && told != count)
        {
            throw Refused($"{engine.Count} says that there are {told} shards, -ShardCount {count}; leave -ShardCount away.");
        }

        int all = told ?? count ?? throw Refused($"{engine.Index} says that this is shard {number - engine.First}, but not of how many; add -ShardCount.");
        int index = number - engine.First;
        if (Number(SlurmFirst, variable) is { } first && engine.Index.StartsWith("SLURM_", StringComparison.Ordinal))
        {
            // An array of 10-30:10 has three jobs; one of 1,3,7 has numbers that tell no position.
            int step = Math.Max(1, Number(SlurmStep, variable) ?? 1);
            index = (number - first) % step == 0 ? (number - first) / step : all;
        }

        return index >= 0 && index < all
            ? new R2Shard(index, all)
            : throw Refused($"{engine.Index} is {number}, which is none of {all} shards; say which it is: -Shard 0/{all}.");
    }

    private static int? Number(string name, Func<string, string?> variable) =>
        variable(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw Refused($"{name} is '{text}'; it must be a number.");

    private static R2Exception Refused(string message) => new(R2ErrorCodes.InvalidSetting, message);
}
