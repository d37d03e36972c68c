using System.Text.Json;

namespace R2.Simulation.Format;

/// <summary>Reads the index of a recording and checks that all of it is there.</summary>
internal static class RecordingReader
{
    /// <exception cref="R2Exception">There is none, it was cut short, it is damaged, or it is newer than this program.</exception>
    public static IReadOnlyList<RecordedExchange> Read(string folder)
    {
        string index = RecordingFormat.IndexOf(folder);
        if (!File.Exists(index))
        {
            throw new R2Exception(R2ErrorCodes.RecordingNotFound, $"There is no recording in '{folder}': {RecordingFormat.IndexFile} is missing.");
        }

        try
        {
            using FileStream lines = new(index, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
            return Read(folder, Utf8Lines.Read(lines));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            throw new R2Exception(R2ErrorCodes.InvalidRecording, $"'{index}' is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new R2Exception(R2ErrorCodes.InvalidRecording, $"'{index}' cannot be read: {e.Message}", e);
        }
    }

    private static List<RecordedExchange> Read(string folder, IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        List<RecordedExchange> exchanges = [];
        bool first = true;
        int? announced = null;
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            if (Parse(line) is not { } json)
            {
                // Half a line: what wrote it was killed.
                break;
            }

            using (json)
            {
                if (first)
                {
                    CheckHeader(folder, json.RootElement);
                    first = false;
                }
                else if (json.RootElement.TryGetProperty("end", out JsonElement end))
                {
                    announced = end.GetProperty("exchanges").GetInt32();
                }
                else
                {
                    exchanges.Add(ExchangeReader.Read(json.RootElement));
                }
            }
        }

        return announced == exchanges.Count
            ? Ordered(folder, exchanges)
            : throw new R2Exception(
                R2ErrorCodes.RecordingIncomplete,
                $"The recording in '{folder}' was cut short after {exchanges.Count} exchanges{(announced is { } all ? $" of {all}" : ": it was never stopped, or not copied whole")}.");
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckHeader(string folder, JsonElement header)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("format", out JsonElement format) || format.GetString() != RecordingFormat.Name)
        {
            throw new R2Exception(R2ErrorCodes.InvalidRecording, $"{RecordingFormat.IndexFile} in '{folder}' is no recording of this module's.");
        }

        int version = header.GetProperty("version").GetInt32();
        if (version != RecordingFormat.Version)
        {
            throw new R2Exception(
                R2ErrorCodes.UnsupportedRecording,
                $"The recording in '{folder}' has version {version} of the format; this program reads version {RecordingFormat.Version}.");
        }
    }

    private static List<RecordedExchange> Ordered(string folder, List<RecordedExchange> exchanges)
    {
        foreach (RecordedBody body in exchanges.Select(static e => e.Answer?.Body).OfType<RecordedBody>().Where(static b => b.File is not null))
        {
            FileInfo file = RecordingFormat.IsSha256(body.File)
                ? new FileInfo(RecordingFormat.BodyOf(folder, body.File!))
                : throw new R2Exception(R2ErrorCodes.InvalidRecording, $"The recording in '{folder}' names a body '{body.File}', which is no SHA-256.");
            if (!file.Exists || file.Length != body.Length)
            {
                throw new R2Exception(
                    R2ErrorCodes.RecordingIncomplete,
                    $"The recording in '{folder}' lacks a body: '{file.Name}' {(file.Exists ? $"has {file.Length} bytes in place of {body.Length}" : "is missing")}.");
            }
        }

        // Lines stand in the order in which answers ended.
        exchanges.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return exchanges;
    }
}
