using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Cmdlets.Commands;

/// <summary>What it copied stays; it cannot be resumed.</summary>
[Cmdlet(VerbsLifecycle.Stop, "R2Migration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(R2Migration))]
public sealed class StopR2MigrationCommand : R2MigrationCmdlet
{
    protected override void ProcessInput() => Change("End the migration for good", Api.AbortMigrationAsync);
}
