using System.Globalization;
using R2.TransferBenchmark;
using R2.TransferBenchmark.Peers;
using R2.TransferBenchmark.Servers;

// R2.TransferBenchmark [options]            compares; see RunOptions and ../README.md
// R2.TransferBenchmark --peer …             is one of the compared processes
// R2.TransferBenchmark --serve kind count   is one of the servers
return args switch
{
    ["--peer", .. string[] rest] => await Peer.RunAsync(rest).ConfigureAwait(false),
    ["--serve", string kind, string count] => await HostedServer.ServeAsync(kind, int.Parse(count, CultureInfo.InvariantCulture)).ConfigureAwait(false),
    _ => await Runner.RunAsync(RunOptions.Parse(args)).ConfigureAwait(false),
};
