using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Simulation;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Export, "R2Simulation", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportR2SimulationCommand : SimulationArchiveCmdlet
{
    private protected override FileSystemInfo Make(string source, string target, bool force)
    {
        R2RecordingArchive.Export(source, target, force);
        return new FileInfo(target);
    }
}
