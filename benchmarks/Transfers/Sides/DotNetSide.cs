using System.Diagnostics;

namespace R2.TransferBenchmark.Sides;

/// <summary>A library in a bare process: this program again, as one of the peers.</summary>
internal sealed class DotNetSide(string name, string peer) : Side(name)
{
    public override ProcessStartInfo? Start(Job job)
    {
        if (!Peers.Peer.Supports(peer, job))
        {
            return null;
        }

        ProcessStartInfo start = Process(Environment.ProcessPath!, "--peer", peer, job.Operation.ToString(), job.Key, job.Path, $"{job.Count}", $"{job.Concurrency}");
        start.Environment["XDG_STATE_HOME"] = job.StateFolder ?? start.Environment["XDG_STATE_HOME"];
        return start;
    }
}
