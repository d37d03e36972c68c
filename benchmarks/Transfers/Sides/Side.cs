using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>One of the compared programs: how it is started for a job.</summary>
/// <param name="name">Name in the tables and for --sides.</param>
internal abstract class Side(string name)
{
    public string Name => name;

    /// <summary>The process for a job; null where this program has no such operation.</summary>
    public abstract ProcessStartInfo? Start(Job job);

    /// <summary>Whether the machine has it.</summary>
    public virtual bool IsInstalled => true;

    protected static ProcessStartInfo Process(string program, params IEnumerable<string> arguments) => new(program, arguments);
}
