using BenchmarkDotNet.Running;
using R2.Benchmarks.Support;

// --side-by-side [part of a class name], --targets     or what BenchmarkDotNet takes
if (args is ["--side-by-side", ..])
{
    SideBySide.Run(args.ElementAtOrDefault(1) ?? "");
}
else if (args is ["--targets"])
{
    Environment.ExitCode = Targets.Run() ? 0 : 1;
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(BenchmarkSettings).Assembly).Run(args, new BenchmarkSettings());
}
