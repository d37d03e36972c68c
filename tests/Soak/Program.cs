using System.Globalization;
using R2.Soak;

// R2.Soak [--seconds 60] [--workers 32] [--seed 1]: see SoakOptions and ../../benchmarks/README.md, Soak
// R2.Soak --large 1024: a stream of so many MiB up and down, its memory bounded
if (args is ["--large", string mebibytes])
{
    return await LargeStreams.RunAsync(int.Parse(mebibytes, CultureInfo.InvariantCulture)).ConfigureAwait(false) ? 0 : 1;
}

SoakOptions options = SoakOptions.Parse(args);
using SoakRun run = new(options);
return await run.RunAsync().ConfigureAwait(false) ? 0 : 1;
