using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Resume, "R2Migration", SupportsShouldProcess = true)]
[OutputType(typeof(R2Migration))]
public sealed class ResumeR2MigrationCommand : R2MigrationCmdlet
{
    protected override void ProcessInput() => Change("Resume the migration", Api.ResumeMigrationAsync);
}
