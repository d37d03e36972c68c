using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Capabilities.TestFramework;
using Xunit.Runner.InProc.SystemConsole;

namespace R2.Mutation;

/// <summary>Serves Stryker, with a process of its own for every run of tests; without --server it is xUnit's own console.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (!args.Contains("--server"))
        {
            TestProcess.EndWithOwner();
            return await ConsoleRunner.Run(args);
        }

        ITestApplicationBuilder builder = await TestApplication.CreateBuilderAsync(args);
        builder.RegisterTestFramework(_ => new TestFrameworkCapabilities(), (_, _) => new FreshProcessFramework());
        using ITestApplication application = await builder.BuildAsync();
        return await application.RunAsync();
    }
}
