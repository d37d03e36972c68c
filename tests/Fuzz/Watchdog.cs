namespace R2.Fuzz;

/// <summary>Ends the program where an input is never finished, and keeps that input.</summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>Far beyond what any input takes, on a machine however busy.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;
    private readonly FuzzOptions _options;
    private FuzzTarget? _target;
    private byte[] _input = [];

    public Watchdog(FuzzOptions options)
    {
        _options = options;
        _timer = new(_ => Bark());
    }

    public void Begin(FuzzTarget target, byte[] input)
    {
        (_target, _input) = (target, input);
        _timer.Change(s_patience, Timeout.InfiniteTimeSpan);
    }

    public void End() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private void Bark()
    {
        string file = Findings.Keep(_target!, _input);
        Console.WriteLine($"FAIL {_target!.Name}: an input is not finished after {s_patience.TotalSeconds} s; seed {_options.Seed}: {Findings.Show(_input)}");
        Console.WriteLine($"  again: dotnet run -c Release --project tests/Fuzz -- --target {_target.Name} --input {file}");
        Console.WriteLine("0 passed, 1 failed, 0 skipped");
        Environment.Exit(1);
    }
}
