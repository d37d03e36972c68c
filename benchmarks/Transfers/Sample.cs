namespace R2.TransferBenchmark;

/// <summary>One process, from its start to its end.</summary>
/// <param name="Seconds">Wall time of the process.</param>
/// <param name="Cpu">User and system time of the process in seconds.</param>
/// <param name="PeakBytes">Most memory it held at once, as the kernel counted it (ru_maxrss).</param>
/// <param name="CommandSeconds">Wall time of the transfer alone, as the process took it; that of the whole where it tells none.</param>
/// <param name="CommandCpu">User and system time of the transfer alone.</param>
internal sealed record Sample(double Seconds, double Cpu, long PeakBytes, double CommandSeconds, double CommandCpu);
