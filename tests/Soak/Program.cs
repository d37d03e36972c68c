using R2.Soak;

// R2.Soak [--seconds 60] [--workers 32] [--seed 1]: see SoakOptions and ../../benchmarks/README.md, Soak
SoakOptions options = SoakOptions.Parse(args);
using SoakRun run = new(options);
return await run.RunAsync().ConfigureAwait(false) ? 0 : 1;
