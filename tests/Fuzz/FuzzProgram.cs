namespace R2.Fuzz;

/// <summary>The program itself, whether its libraries are instrumented or not.</summary>
public static class FuzzProgram
{
    public static int Start(string[] arguments)
    {
        Coverage.Attach();
        FuzzOptions options = FuzzOptions.Parse(arguments);
        IReadOnlyList<FuzzTarget> targets = [.. FuzzTargets.All.Where(target => target.Name.StartsWith(options.Target, StringComparison.Ordinal))];
        if (targets.Count == 0)
        {
            Console.Error.WriteLine($"There is no target '{options.Target}'; there are {string.Join(", ", FuzzTargets.All.Select(static target => target.Name))}.");
            return 2;
        }

        if (options.Afl)
        {
            SharpFuzz.Fuzzer.Run(stream => targets[0].Run(ReadAll(stream)));
            return 0;
        }

        if (options.Input is not null)
        {
            byte[] input = File.ReadAllBytes(options.Input);
            foreach (FuzzTarget target in targets)
            {
                target.Run(input);
                Console.WriteLine($"pass {target.Name}");
            }

            return 0;
        }

        return new FuzzRun(options, targets).Run() ? 0 : 1;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
