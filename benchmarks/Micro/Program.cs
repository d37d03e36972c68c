using BenchmarkDotNet.Running;
using R2.Benchmarks.Support;

BenchmarkSwitcher.FromAssembly(typeof(BenchmarkSettings).Assembly).Run(args, new BenchmarkSettings());
