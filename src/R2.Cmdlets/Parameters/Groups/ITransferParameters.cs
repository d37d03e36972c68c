using System.Management.Automation;

namespace R2.Cmdlets.Parameters.Groups;

/// <summary>Parameters of how bytes are moved between a file and an object. See <see cref="ParameterGroups.Over"/>.</summary>
internal interface ITransferParameters
{
    public long? PartSize { get; }

    public SwitchParameter Resume { get; }

    public long? MaxBytesPerSecond { get; }
}
