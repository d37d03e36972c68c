using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Clear, "R2EmulatorFault", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearR2EmulatorFaultCommand : PSCmdlet
{
    /// <summary>Emulators that work as they should again; all of this session's when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public R2Emulator[]? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        foreach (R2Emulator emulator in InputObject ?? [.. RunspaceState.Current.Emulators])
        {
            if (ShouldProcess(emulator.ToString(), "Remove all faults"))
            {
                emulator.ClearFaults();
            }
        }
    }
}
