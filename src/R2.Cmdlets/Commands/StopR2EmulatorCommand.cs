using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Stop, "R2Emulator", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopR2EmulatorCommand : PSCmdlet
{
    /// <summary>Emulators to stop; all of this session's when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public R2Emulator[]? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        RunspaceState state = RunspaceState.Current;
        foreach (R2Emulator emulator in InputObject ?? [.. state.Emulators])
        {
            if (ShouldProcess(emulator.ToString(), "Stop"))
            {
                emulator.Stop();
                state.Leave(emulator);
            }
        }
    }
}
