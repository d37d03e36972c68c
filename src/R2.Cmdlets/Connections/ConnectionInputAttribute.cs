using System.Management.Automation;

namespace R2.Cmdlets.Connections;

/// <summary>Says of a connection that came from another process, as Start-Job hands its arguments on, what to use in its place.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConnectionInputAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject row && row.TypeNames.Contains($"Deserialized.{typeof(R2Connection).FullName}")
            ? throw new ArgumentTransformationMetadataException(
                "A connection cannot be passed to another process or saved to a file: its secret stays in this process. Give the job R2_ACCOUNT_ID, R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, "
                + "or let it use -ProfileName or Connect-R2. Start-ThreadJob and ForEach-Object -Parallel accept the connection itself: $using:connection.")
            : inputData;
}
