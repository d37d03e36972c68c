namespace R2.SimulationBenchmark;

internal enum Mode
{
    /// <summary>Against the emulator, without a simulation.</summary>
    Live,

    /// <summary>Against the emulator, written down.</summary>
    Record,

    /// <summary>From the recording.</summary>
    Replay,
}
