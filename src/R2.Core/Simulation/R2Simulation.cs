using R2.Network;
using R2.Pipeline;
using R2.Simulation.Format;
using R2.Simulation.Matching;
using R2.Simulation.Recording;
using R2.Simulation.Replay;

namespace R2.Simulation;

/// <summary>
/// Records what clients send and what R2 answers, or replays such a recording without a network, an account or a server. Give it to clients by
/// <see cref="R2ClientOptions.Simulation"/>; any number may share it. Stop it by disposing it.
/// </summary>
/// <remarks>The format, and which requests match, are described in docs/simulation.md. Secrets are taken out before anything is written.</remarks>
public sealed class R2Simulation : IDisposable
{
    private readonly Recorder? _recorder;
    private readonly RecordingIndex? _index;
    private readonly R2ReplayOptions _options;
    private readonly HashSet<ClientLifetime> _clients = [];
    private string? _accountId;
    private int _unrecorded;
    private volatile bool _hasEnded;

    private R2Simulation(string path, Recorder? recorder, RecordingIndex? index, R2ReplayOptions options) =>
        (Path, _recorder, _index, _options) = (path, recorder, index, options);

    /// <summary>Raised for each request that a replayed recording does not hold and that is answered as R2 answers for what is not there.</summary>
    public event EventHandler<R2UnrecordedRequest>? Unrecorded;

    /// <summary>What it does.</summary>
    public R2SimulationMode Mode => _recorder is null ? R2SimulationMode.Replay : R2SimulationMode.Record;

    /// <summary>Full path of the recording's folder.</summary>
    public string Path { get; }

    /// <summary>Whether every request that was not recorded is refused.</summary>
    public bool Strict => _options.Strict;

    /// <summary>Whether answers come as late as they came.</summary>
    public bool WithLatency => _options.WithLatency;

    /// <summary>Requests that the recording holds; while recording, those whose answers have ended so far.</summary>
    public int RecordedCount => _recorder?.Exchanges ?? _index!.Count;

    /// <summary>Recorded requests that have been asked for; 0 while recording.</summary>
    public int ReplayedCount => _index?.Asked ?? 0;

    /// <summary>Requests that the replayed recording did not hold.</summary>
    public int UnrecordedCount => Volatile.Read(ref _unrecorded);

    /// <summary>Recorded requests that have not been asked for; none while recording.</summary>
    public IReadOnlyList<R2RecordedRequest> Unasked => _index?.Unasked ?? [];

    /// <summary>Begins a recording. It is whole once it is disposed.</summary>
    /// <param name="path">Folder, which is made.</param>
    /// <param name="overwrite">Replaces a whole recording in that folder. One that was cut short or is newer than this program, or other files, are never replaced.</param>
    /// <exception cref="R2Exception">Something is in the folder (<see cref="R2ErrorCodes.RecordingExists"/>, <see cref="R2ErrorCodes.RecordingIncomplete"/>,
    /// <see cref="R2ErrorCodes.UnsupportedRecording"/>, <see cref="R2ErrorCodes.InvalidRecording"/>).</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static R2Simulation Record(string path, bool overwrite = false)
    {
        string folder = FullPath(path);
        return new R2Simulation(folder, new Recorder(folder, overwrite), null, new());
    }

    /// <summary>Replays a recording.</summary>
    /// <param name="path">Folder of the recording.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="R2Exception">There is none (<see cref="R2ErrorCodes.RecordingNotFound"/>), it was cut short (<see cref="R2ErrorCodes.RecordingIncomplete"/>),
    /// is newer than this program (<see cref="R2ErrorCodes.UnsupportedRecording"/>) or damaged (<see cref="R2ErrorCodes.InvalidRecording"/>).</exception>
    public static R2Simulation Replay(string path, R2ReplayOptions? options = null)
    {
        string folder = FullPath(path);
        return new R2Simulation(folder, null, new RecordingIndex(folder), options ?? new());
    }

    /// <summary>Whether a folder holds a recording, whole or not.</summary>
    /// <param name="path">Folder.</param>
    public static bool Exists(string path) => RecordingFolder.HoldsRecording(FullPath(path));

    /// <summary>A handler for requests of your own <see cref="HttpClient"/>, such as those of presigned URLs.</summary>
    /// <param name="endpoint">Endpoint that these URLs begin with; recordings hold paths below it.</param>
    /// <param name="transport">What sends while recording; null for a <see cref="SocketsHttpHandler"/>. Not used in a replay.</param>
    public HttpMessageHandler CreateHandler(Uri endpoint, HttpMessageHandler? transport = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return Innermost(endpoint, accountId: null, TimeProvider.System, () => transport ?? new SocketsHttpHandler { Proxy = DiscreetProxy.Of(null) });
    }

    /// <summary>
    /// Ends it, with the clients that belong to it: their transfers are cancelled, and abort their unfinished uploads. While recording, what is on its way is then written as
    /// far as it came, and all goes to the disk.
    /// </summary>
    /// <exception cref="R2Exception">The recording cannot be written (<see cref="R2ErrorCodes.RecordingFailed"/>).</exception>
    public void Dispose()
    {
        ClientLifetime[] clients;
        lock (_clients)
        {
            _hasEnded = true;
            clients = [.. _clients];
        }

        Array.ForEach(clients, static client => client.Dispose());
        Task.WaitAll([.. clients.Select(static client => client.Ended)], TransferDefaults.CleanUpTimeout);
        _recorder?.Dispose();
    }

    /// <summary>Names what it does and where.</summary>
    public override string ToString() => $"{Mode} {Path}";

    /// <summary>Whether it was ended.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>Ends a client with this.</summary>
    internal void Closes(ClientLifetime client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }

        client.Ended.ContinueWith(Forget, TaskScheduler.Default);

        void Forget(Task ended)
        {
            lock (_clients)
            {
                _clients.Remove(client);
            }
        }
    }

    /// <summary>The end of a client's chain. In a replay no transport is even made.</summary>
    /// <param name="endpoint">Address that the requests begin with.</param>
    /// <param name="accountId">Account id where it is known.</param>
    /// <param name="time">Clock.</param>
    /// <param name="transport">What sends while recording.</param>
    /// <param name="ofApi">Whether the requests are those of Cloudflare's own API.</param>
    internal HttpMessageHandler Innermost(Uri endpoint, string? accountId, TimeProvider time, Func<HttpMessageHandler> transport, bool ofApi = false)
    {
        RequestShaper shaper = new(endpoint.AbsolutePath.TrimEnd('/'), ofApi ? RecordingFormat.ApiPath : "");
        // A handler of a presigned URL knows no account, but a client before it did.
        _accountId = accountId ?? _accountId;
        return _recorder is null
            ? new ReplayHandler(this, _index!, _options, shaper, _accountId, time)
            : new RecordingHandler(_recorder, shaper, _accountId, time) { InnerHandler = transport() };
    }

    internal void OnUnrecorded(R2UnrecordedRequest request, bool refused)
    {
        Interlocked.Increment(ref _unrecorded);
        if (!refused)
        {
            Unrecorded?.Invoke(this, request);
        }
    }

    private static string FullPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
    }
}
