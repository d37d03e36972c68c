using System.Diagnostics;
using R2.Simulation.Format;
using R2.Simulation.Matching;

namespace R2.Simulation.Recording;

/// <summary>A recording that is being made. Any number of clients may share it.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly RecordingWriter _writer;
    private readonly HashSet<OpenExchange> _open = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _numbers;
    private R2Exception? _failure;
    private bool _stopped;

    public Recorder(string folder, bool overwrite) => (Folder, _writer) = (folder, new RecordingWriter(folder, overwrite));

    public string Folder { get; }

    public int Exchanges => _writer.Exchanges;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <exception cref="R2Exception">The recording has been stopped, or could not be written before.</exception>
    public OpenExchange Begin(RequestShape request, BodyDigest? digest, Redactor redactor, TimeProvider time)
    {
        lock (_open)
        {
            if (_stopped)
            {
                throw new R2Exception(R2ErrorCodes.SimulationStopped, $"The recording '{Folder}' has been stopped; this client belongs to it.");
            }

            if (_failure is not null)
            {
                throw _failure;
            }

            OpenExchange exchange = new(this, ++_numbers, request, digest, redactor, time);
            _open.Add(exchange);
            return exchange;
        }
    }

    public void End(OpenExchange exchange, RecordedExchange? complete)
    {
        lock (_open)
        {
            _open.Remove(exchange);
        }

        if (complete is not null)
        {
            _writer.Write(complete);
        }
    }

    /// <summary>Runs a step that writes. What lacks something is never made whole, and no failure to write passes for a broken connection, which would be tried again.</summary>
    /// <exception cref="R2Exception">It cannot be written (<see cref="R2ErrorCodes.RecordingFailed"/>).</exception>
    public void Write(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = new R2Exception(R2ErrorCodes.RecordingFailed, $"The recording '{Folder}' cannot be written: {e.Message}", e);
            throw _failure;
        }
    }

    /// <summary>Writes down what is still on its way as far as it came, and the end.</summary>
    /// <exception cref="R2Exception">The recording cannot be written.</exception>
    public void Dispose()
    {
        OpenExchange[] open;
        lock (_open)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            open = [.. _open.OrderBy(static e => e.Number)];
        }

        using (_writer)
        {
            foreach (OpenExchange exchange in open)
            {
                exchange.Finish("The recording was stopped.");
            }

            if (_failure is not null)
            {
                throw _failure;
            }

            Write(() =>
            {
                RecordingFolder.RemoveUnfinishedBodies(Folder);
                _writer.Finish();
            });
        }
    }
}
