using System.Text.Json.Nodes;

namespace R2.Contract;

/// <summary>Cloudflare's OpenAPI document of R2, with what is known to be missing in it.</summary>
internal sealed class ContractDocument
{
    private const string CatalogPath = "/r2-catalog";
    private readonly JsonObject _document;
    private readonly List<Operation> _operations;

    private ContractDocument(JsonObject document)
    {
        _document = document;
        _operations = [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(method => method.Value is JsonObject)
            .Select(method => new Operation(method.Value!["operationId"]!.GetValue<string>(), method.Key.ToUpperInvariant(), path.Key.Split('/'))))];
    }

    /// <summary>Ids of all operations but those of the catalog, which neither client nor emulator has.</summary>
    public IEnumerable<string> Ids => _operations.Where(operation => !string.Join('/', operation.Segments).Contains(CatalogPath, StringComparison.Ordinal)).Select(operation => operation.Id);

    public static ContractDocument Read(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    /// <summary>Id of the operation of a path below the API's root, or null.</summary>
    public string? Find(string method, string path)
    {
        string[] segments = path.Split('/');
        return _operations.Find(operation => operation.Method == method && operation.Matches(segments))?.Id;
    }

    /// <summary>Adds what the document lacks, as its own descriptions and later documents have it.</summary>
    /// <returns>The reasons of amendments that the document has no need of any more.</returns>
    public IReadOnlyList<string> Amend(string amendments)
    {
        List<string> needless = [];
        foreach (JsonNode? amendment in JsonNode.Parse(File.ReadAllText(amendments))!.AsArray())
        {
            string[] steps = [.. amendment!["at"]!.GetValue<string>()[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal))];
            JsonObject parent = steps[..^1].Aggregate(_document, (node, step) => node[step]!.AsObject());
            JsonNode value = amendment["value"]!;
            if (JsonNode.DeepEquals(parent[steps[^1]], value) || (steps[^1] == "requestBody" && parent[steps[^1]] is not null))
            {
                needless.Add(amendment["why"]!.GetValue<string>());
            }

            parent[steps[^1]] = value.DeepClone();
        }

        return needless;
    }

    public void Save(string path) => File.WriteAllText(path, _document.ToJsonString());

    private sealed record Operation(string Id, string Method, string[] Segments)
    {
        public bool Matches(string[] segments) => segments.Length == Segments.Length
            && segments.Zip(Segments).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);
    }
}
