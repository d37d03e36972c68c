using System.Diagnostics;
using System.Xml.Linq;

namespace R2.Mutation;

/// <summary>This program once more, as a process that lives for one run of tests: no static field outlives the mutant it was set under.</summary>
internal static class TestProcess
{
    private const string OwnedVariable = "R2_MUTATION_OWNED";

    /// <summary>Ends this process with the one that started it, even while a mutant goes round in circles.</summary>
    public static void EndWithOwner()
    {
        if (Environment.GetEnvironmentVariable(OwnedVariable) is null)
        {
            return;
        }

        Stream owner = Console.OpenStandardInput();
        new Thread(() =>
        {
            while (owner.ReadByte() >= 0)
            {
            }

            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true }.Start();
    }

    /// <summary>The names of all test methods.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        string text = await RunAsync(["-list", "methods", "-noColor"], cancellationToken);
        return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("R2.", StringComparison.Ordinal)).ToArray();
    }

    /// <summary>Runs these test methods, up to the first that fails. A process that ends before it has told how fails them all.</summary>
    public static async Task<Outcome> TestAsync(IEnumerable<string> methods, CancellationToken cancellationToken)
    {
        string[] asked = methods.ToArray();
        string report = Path.GetTempFileName();
        try
        {
            string text = await RunAsync([.. asked.SelectMany(method => new[] { "-method", method }), "-stopOnFail", "-noColor", "-noAutoReporters", "-reporter", "silent", "-result-xml", report], cancellationToken);
            if (new FileInfo(report).Length == 0)
            {
                return new Outcome([], asked, text);
            }

            ILookup<string, string> results = XDocument.Load(report).Descendants("test")
                .ToLookup(test => $"{test.Attribute("type")?.Value}.{test.Attribute("method")?.Value}", test => test.Attribute("result")?.Value ?? "");
            string[] failed = results.Where(method => method.Contains("Fail")).Select(method => method.Key).ToArray();
            return new Outcome(results.Select(method => method.Key).Except(failed).ToArray(), failed, text);
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(TestProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [OwnedVariable] = "1" },
        };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return output + await errors;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    internal sealed record Outcome(IReadOnlyList<string> Passed, IReadOnlyList<string> Failed, string Output);
}
