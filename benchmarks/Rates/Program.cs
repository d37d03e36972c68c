using R2.RateBenchmark;

// R2.RateBenchmark [--seconds 20] [--scale 10]: see RateOptions and ../README.md, Resilience
RateOptions options = RateOptions.Parse(args);
await new Comparison(options, Console.Out).RunAsync().ConfigureAwait(false);
