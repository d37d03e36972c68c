using System.Diagnostics;

namespace R2.Fuzz;

/// <summary>Gives each target its share of the time, and sums up.</summary>
internal sealed class FuzzRun(FuzzOptions options, IReadOnlyList<FuzzTarget> targets)
{
    public bool Run()
    {
        int failed = 0;
        using Watchdog watchdog = new(options);
        for (int i = 0; i < targets.Count; i++)
        {
            TimeSpan share = TimeSpan.FromSeconds((double)options.Seconds / targets.Count);
            failed += RunTarget(targets[i], share, watchdog) ? 0 : 1;
        }

        Console.WriteLine($"{targets.Count - failed} passed, {failed} failed, 0 skipped");
        return failed == 0;
    }

    private bool RunTarget(FuzzTarget target, TimeSpan share, Watchdog watchdog)
    {
        // Random, not the name's hash code, which differs from run to run.
        Mutator mutator = new(new Random(target.Name.Aggregate(options.Seed, static (hash, c) => unchecked((hash * 31) + c))), target);
        Coverage coverage = new();
        Inspector inspector = new(target, watchdog);
        Corpus corpus = new(target.Seeds);
        long count = 0;
        Stopwatch clock = Stopwatch.StartNew();
        foreach (byte[] seed in target.Seeds)
        {
            Coverage.Begin();
            if (inspector.Problem(seed) is { } problem)
            {
                return Fail(target, inspector, seed, problem);
            }

            _ = coverage.End();
        }

        while (clock.Elapsed < share)
        {
            byte[] input = mutator.Mutate(corpus.Inputs);
            Coverage.Begin();
            string? problem = inspector.Problem(input);
            count++;
            if (problem is not null)
            {
                return Fail(target, inspector, input, problem);
            }

            if (coverage.End())
            {
                corpus.Add(input);
            }
        }

        Console.WriteLine($"pass {target.Name}: {count:N0} inputs, {coverage.Reached:N0} branches, {corpus.Inputs.Count:N0} kept");
        return true;
    }

    private bool Fail(FuzzTarget target, Inspector inspector, byte[] input, string problem)
    {
        byte[] small = Shrinker.Shrink(input, candidate => inspector.Problem(candidate) is { } other && Inspector.Kind(other) == Inspector.Kind(problem));
        string file = Findings.Keep(target, small);
        Console.WriteLine($"FAIL {target.Name}: {inspector.Problem(small) ?? problem}");
        Console.WriteLine($"  seed {options.Seed}, {small.Length} bytes of {input.Length}: {Findings.Show(small)}");
        Console.WriteLine($"  again: dotnet run -c Release --project tests/Fuzz -- --target {target.Name} --input {file}");
        return false;
    }
}
