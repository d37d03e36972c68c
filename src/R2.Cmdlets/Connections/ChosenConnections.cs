namespace R2.Cmdlets.Connections;

/// <summary>
/// The connections that somebody chose: the last one, and below those of emulators what was chosen before them. From an emulator the way leads back there, or
/// nowhere: a script's last line, written for the emulator, must not reach an account that the environment or a default profile names.
/// </summary>
internal sealed class ChosenConnections
{
    private readonly List<(R2Connection Connection, bool IsEmulator)> _chosen = [];

    public R2Connection? Current => _chosen.Count > 0 ? _chosen[^1].Connection : null;

    public bool HasLeftEmulator { get; private set; }

    public void Choose(R2Connection connection, bool isEmulator)
    {
        if (!isEmulator)
        {
            _chosen.Clear();
        }

        _chosen.Add((connection, isEmulator));
        HasLeftEmulator = false;
    }

    /// <summary>An emulator has stopped.</summary>
    public void Leave(Uri endpoint)
    {
        bool wasCurrent = Current?.Endpoint == endpoint;
        _chosen.RemoveAll(item => item.IsEmulator && item.Connection.Endpoint == endpoint);
        HasLeftEmulator |= wasCurrent && _chosen.Count == 0;
    }

    /// <summary>A connection was closed. Where it was the one in use, the session has none then.</summary>
    public void Forget(R2Connection connection)
    {
        if (ReferenceEquals(Current, connection))
        {
            HasLeftEmulator |= _chosen[^1].IsEmulator;
            _chosen.Clear();
        }

        _chosen.RemoveAll(item => ReferenceEquals(item.Connection, connection));
    }
}
