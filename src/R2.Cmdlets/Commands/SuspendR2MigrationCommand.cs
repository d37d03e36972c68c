using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Suspend, "R2Migration", SupportsShouldProcess = true)]
[OutputType(typeof(R2Migration))]
public sealed class SuspendR2MigrationCommand : R2MigrationCmdlet
{
    protected override void ProcessInput() => Change("Suspend the migration", Api.PauseMigrationAsync);
}
