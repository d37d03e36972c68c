using System.Text.Json;
using System.Text.Json.Serialization;
using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Storage.Stores;

/// <summary>Writes a body as a list of slices, and finds their blobs when it reads one.</summary>
internal sealed class BodyConverter : JsonConverter<ObjectBody>
{
    private readonly Func<string, Blob> _find;

    public BodyConverter(Func<string, Blob> find)
    {
        _find = find;
    }

    public override ObjectBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<Slice> slices = JsonSerializer.Deserialize<List<Slice>>(ref reader, options) ?? [];
        return new ObjectBody([.. slices.Select(slice => new BlobSlice(_find(slice.Id), slice.Offset, slice.Length))]);
    }

    public override void Write(Utf8JsonWriter writer, ObjectBody value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Slices.Select(slice => new Slice(slice.Blob.Id, slice.Offset, slice.Length)), options);

    private sealed record Slice(string Id, long Offset, long Length);
}
