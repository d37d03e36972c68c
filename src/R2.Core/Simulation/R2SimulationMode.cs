namespace R2.Simulation;

/// <summary>What a simulation does.</summary>
public enum R2SimulationMode
{
    /// <summary>Requests go to the server, and are written down with their responses.</summary>
    Record,

    /// <summary>Requests are answered from a recording; nothing is sent.</summary>
    Replay,
}
