using System.Globalization;

namespace R2.ImportBenchmark;

/// <summary>Processes with and without the module in turn, so that a busy machine is as busy for both.</summary>
internal static class Comparison
{
    private const int Warmups = 2;
    private const int Rounds = 20;
    private const double MaxMilliseconds = 100;
    private const string Report = "[Environment]::WorkingSet";

    public static int Run(string module, Host host)
    {
        string import = $"$ErrorActionPreference = 'Stop'; Import-Module '{module.Replace("'", "''", StringComparison.Ordinal)}'; {Report}";
        List<Measurement> bare = [];
        List<Measurement> imported = [];
        for (int round = -Warmups; round < Rounds; round++)
        {
            (Measurement without, Measurement with) = (Measurement.Of(host, Report), Measurement.Of(host, import));
            if (round >= 0)
            {
                bare.Add(without);
                imported.Add(with);
            }
        }

        Console.WriteLine("| host | bare | with R2 | added | working set |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Print($"{host.Name}, median", Measurement.Median(bare), Measurement.Median(imported));
        return Print($"{host.Name}, fastest", Measurement.Fastest(bare), Measurement.Fastest(imported)) <= MaxMilliseconds ? 0 : 1;
    }

    private static double Print(string name, Measurement bare, Measurement imported)
    {
        double added = imported.Milliseconds - bare.Milliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {bare.Milliseconds:F0} ms | {imported.Milliseconds:F0} ms | {added:F0} ms | {bare.WorkingSetMegabytes:F0} MB → {imported.WorkingSetMegabytes:F0} MB |"));
        return added;
    }
}
