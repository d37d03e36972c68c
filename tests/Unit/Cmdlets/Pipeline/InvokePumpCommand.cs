using System.Management.Automation;
using R2.Cmdlets.Pipeline;

namespace R2.Unit.Cmdlets.Pipeline;

/// <summary>A cmdlet whose bodies use every service of the pump, and count their own clean-ups.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Pump", SupportsShouldProcess = true)]
public sealed class InvokePumpCommand : AsyncCmdlet
{
    [Parameter(Mandatory = true)]
    public PumpProbe Probe { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    public int Number { get; set; }

    [Parameter]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>How many objects each body writes.</summary>
    [Parameter]
    public int Count { get; set; } = 1;

    /// <summary>Inputs whose body fails.</summary>
    [Parameter]
    public int[] Failing { get; set; } = [];

    /// <summary>Lets a body run on until it is cancelled, once it has written.</summary>
    [Parameter]
    public SwitchParameter Forever { get; set; }

    /// <summary>Inputs end in reverse order, from this one down: each once the next has been written.</summary>
    [Parameter]
    public int ReverseFrom { get; set; }

    /// <summary>A body ends after so many ticks.</summary>
    [Parameter]
    public int UntilTick { get; set; }

    [Parameter]
    public SwitchParameter Ask { get; set; }

    protected override int MaxConcurrency => ThrottleLimit;

    protected override void ProcessInput()
    {
        int number = Number;
        Start(number, cancellation => RunAsync(number, cancellation));
    }

    protected override void OnTick() => Probe.Tick();

    private async Task RunAsync(int number, CancellationToken cancellation)
    {
        Probe.Enter();
        try
        {
            await Task.Yield();
            await WaitForGateAsync(cancellation);
            await WriteAsync(number);
            await Task.Delay(Forever ? Timeout.Infinite : 0, cancellation);
            await (number < ReverseFrom ? Probe.WrittenAsync(number + 1) : Task.CompletedTask);
            await Probe.TickedAsync(UntilTick, cancellation);
            await WriteObjectAsync(number);
            Probe.Wrote(number);
        }
        finally
        {
            // A clean-up that takes time, as AbortMultipartUpload does; the pipeline has to wait for it.
            await Task.Delay(5, CancellationToken.None);
            Probe.Leave();
        }
    }

    private Task WaitForGateAsync(CancellationToken cancellation) =>
        Probe.Gate.IsSet ? Task.CompletedTask : Task.Run(() => Probe.Gate.Wait(cancellation), cancellation);

    private async Task WriteAsync(int number)
    {
        await WriteVerboseAsync($"verbose {number}");
        await WriteWarningAsync($"warning {number}");
        await WriteProgressAsync(new ProgressRecord(1, "pump", $"progress {number}"));
        for (int i = 1; i < Count; i++)
        {
            await WriteObjectAsync(number);
        }

        if (Ask && !await ShouldProcessAsync($"number {number}", "Pump"))
        {
            throw new ArgumentException("refused");
        }

        if (Failing.Contains(number))
        {
            throw new TimeoutException($"{number} failed");
        }
    }
}
