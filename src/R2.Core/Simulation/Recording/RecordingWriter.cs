using System.Buffers;
using System.Globalization;
using System.Text.Json;
using R2.Network;
using R2.Simulation.Format;

namespace R2.Simulation.Recording;

/// <summary>
/// Writes the index of a recording, a line as soon as it is complete. Without its last line a recording counts as cut short: what a crash leaves
/// is never taken for the whole.
/// </summary>
internal sealed class RecordingWriter : IDisposable
{
    private readonly FileStream _index;
    private readonly object _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private int _exchanges;

    public RecordingWriter(string folder, bool overwrite)
    {
        RecordingFolder.Prepare(folder, overwrite);
        // A write is one call to the system: what is written is out of this process, should it die.
        _index = PrivateFiles.Create(RecordingFormat.IndexOf(folder), bufferSize: 0);
        WriteLine(static json =>
        {
            json.WriteString("format", RecordingFormat.Name);
            json.WriteNumber("version", RecordingFormat.Version);
            json.WriteString("by", UserAgent.Value);
            json.WriteString("created", DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        });
    }

    public int Exchanges => Volatile.Read(ref _exchanges);

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(RecordedExchange exchange)
    {
        lock (_lock)
        {
            using (Utf8JsonWriter json = new(_line, RecordingFormat.Json))
            {
                ExchangeJson.Write(json, exchange);
            }

            EndLine();
            _exchanges++;
        }
    }

    /// <summary>Writes the last line, and all of it to the disk.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            WriteLine(json =>
            {
                json.WriteStartObject("end");
                json.WriteNumber("exchanges", _exchanges);
                json.WriteEndObject();
            });
            _index.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _index.Dispose();

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        using (Utf8JsonWriter json = new(_line, RecordingFormat.Json))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        EndLine();
    }

    private void EndLine()
    {
        _line.Write("\n"u8);
        try
        {
            _index.Write(_line.WrittenSpan);
        }
        finally
        {
            _line.ResetWrittenCount();
        }
    }
}
