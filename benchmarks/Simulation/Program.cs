using R2.SimulationBenchmark;

// R2.SimulationBenchmark [options]    compares; see RunOptions and ../README.md
// R2.SimulationBenchmark --side …     is one of the compared processes
return args is ["--side", .. string[] rest] ? await Side.RunAsync(rest).ConfigureAwait(false) : Comparison.Run(RunOptions.Parse(args));
