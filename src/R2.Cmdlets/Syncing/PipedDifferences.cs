using System.Management.Automation;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Syncing;

/// <summary>Rows of Compare-R2Object that are piped in, as they were emitted or as they come back from CSV, JSON or CliXml.</summary>
internal sealed class PipedDifferences
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private string? _source;
    private string? _destination;
    private (string? Source, string? Destination) _servers;

    public IReadOnlyCollection<string> Keys => _keys;

    /// <exception cref="R2Exception">It is not such a row, or one of another comparison.</exception>
    public void Add(PSObject input)
    {
        PipedRow row = new(input);
        if (row.Text("Key") is not { } key || row.Text("Sigil") is null || row.Text("Source") is not { } source || row.Text("Destination") is not { } destination)
        {
            throw row.Refuse("is not a row of Compare-R2Object, which has a Key, a Sigil, a Source and a Destination");
        }

        if ((_source ?? source, _destination ?? destination) != (source, destination))
        {
            throw row.Refuse($"is of another comparison: from '{source}' to '{destination}', and those before from '{_source}' to '{_destination}'");
        }

        (string? Source, string? Destination) servers = (row.Text("SourceEndpoint"), row.Text("DestinationEndpoint"));
        if (_source is not null && servers != _servers)
        {
            throw row.Refuse("is of another comparison: its buckets are at other servers than those before");
        }

        (_source, _destination, _servers) = (source, destination, servers);
        _keys.Add(key);
    }

    /// <summary>Both ends that the rows name; there once a row has come.</summary>
    public (string Source, string Destination) Ends => (_source!, _destination!);

    /// <exception cref="R2Exception">The rows are of other ends than the command.</exception>
    public void CheckEnds(R2SyncLocation source, R2SyncLocation destination)
    {
        if (_source is not null && (_source, _destination) != ($"{source}", $"{destination}"))
        {
            throw new R2Exception("InputObjectNotBound", $"What is piped in compares '{_source}' with '{_destination}'; this command syncs '{source}' to '{destination}'.");
        }

        CheckServer(_servers.Source, source, "-Connection");
        CheckServer(_servers.Destination, destination, source.IsFolder ? "-Connection" : "-DestinationConnection");
    }

    /// <summary>A bucket of that name may be at both. A row without a server, as somebody may have written it, is of this one.</summary>
    private static void CheckServer(string? server, R2SyncLocation end, string parameter)
    {
        if (server is not null && end.Client?.Endpoint.AbsoluteUri is { } here && server != here)
        {
            throw new R2Exception("InputObjectNotBound", $"What is piped in is of '{end}' at {server}, and this command works at {here}: add the {parameter} that Compare-R2Object had.");
        }
    }
}
