using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Simulation;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Import, "R2Simulation", SupportsShouldProcess = true)]
[OutputType(typeof(DirectoryInfo))]
public sealed class ImportR2SimulationCommand : SimulationArchiveCmdlet
{
    private protected override FileSystemInfo Make(string source, string target, bool force)
    {
        R2RecordingArchive.Import(source, target, force);
        return new DirectoryInfo(target);
    }
}
