using R2.Cmdlets.Connections;
using R2.Cmdlets.Pipeline;
using R2.Simulation;

namespace R2.Cmdlets.Simulations;

/// <summary>A simulation with the clients of its own that connections get while it runs: connections made before it take part, and are as before after it.</summary>
internal sealed class SimulationSession : IDisposable
{
    private readonly Dictionary<R2Connection, R2Client> _clients = [];
    private readonly Dictionary<R2Connection, R2ApiClient> _apis = [];
    private bool _ended;

    public SimulationSession(R2Simulation simulation)
    {
        Simulation = simulation;
        // A script need not stop what the environment started, and one that forgets should not lose its recording.
        ProcessEnd.Add(OnProcessEnd);
    }

    public R2Simulation Simulation { get; }

    public R2Client ClientOf(R2Connection connection)
    {
        lock (_clients)
        {
            if (_ended)
            {
                throw new R2Exception(R2ErrorCodes.SimulationStopped, $"The simulation '{Simulation.Path}' was stopped.");
            }

            if (!_clients.TryGetValue(connection, out R2Client? client))
            {
                _clients[connection] = client = new R2Client(connection.Options with { Simulation = Simulation });
            }

            return client;
        }
    }

    /// <summary>As <see cref="ClientOf"/>, of Cloudflare's own API.</summary>
    /// <exception cref="R2Exception">The connection has no token, and this is no replay.</exception>
    public R2ApiClient ApiOf(R2Connection connection)
    {
        lock (_clients)
        {
            if (_ended)
            {
                throw new R2Exception(R2ErrorCodes.SimulationStopped, $"The simulation '{Simulation.Path}' was stopped.");
            }

            if (!_apis.TryGetValue(connection, out R2ApiClient? client))
            {
                _apis[connection] = client = new R2ApiClient(connection.ApiOptions(Simulation.Mode == R2SimulationMode.Replay) with { Simulation = Simulation });
            }

            return client;
        }
    }

    /// <summary>Ends the clients that a connection has here; it is closed.</summary>
    public async Task CloseAsync(R2Connection connection)
    {
        R2Client? client;
        R2ApiClient? api;
        lock (_clients)
        {
            _clients.Remove(connection, out client);
            _apis.Remove(connection, out api);
        }

        if (api is not null)
        {
            await api.DisposeAsync().ConfigureAwait(false);
        }

        if (client is not null)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What was recorded and never asked for, in one sentence; null where there is nothing to say.</summary>
    public string? DescribeUnasked()
    {
        const int Shown = 10;
        IReadOnlyList<R2RecordedRequest> unasked = Simulation.Unasked;
        return unasked.Count == 0 ? null
            : $"The recording '{Simulation.Path}' has {unasked.Count} requests that were not replayed: {string.Join("; ", unasked.Take(Shown))}{(unasked.Count > Shown ? "; …" : "")}.";
    }

    /// <exception cref="R2Exception">The recording cannot be written.</exception>
    public void Dispose()
    {
        lock (_clients)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
        }

        ProcessEnd.Remove(OnProcessEnd);
        try
        {
            Simulation.Dispose();
        }
        finally
        {
            foreach (R2Client client in _clients.Values)
            {
                client.Dispose();
            }

            foreach (R2ApiClient api in _apis.Values)
            {
                api.Dispose();
            }
        }
    }

    /// <summary>There is no pipeline any more to write to.</summary>
    private void OnProcessEnd()
    {
        try
        {
            if (DescribeUnasked() is { } unasked)
            {
                Console.Error.WriteLine($"WARNING: {unasked}");
            }

            Dispose();
        }
        catch (R2Exception exception)
        {
            Console.Error.WriteLine($"ERROR: {exception.Message}");
        }
    }
}
