using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator;

namespace R2.Contract;

/// <summary>Sends requests as they are.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly R2EmulatorServer _emulator;
    private readonly HttpMessageInvoker _judge;
    private string _kept = "";

    public RawClient(R2EmulatorServer emulator, Judge judge)
    {
        _emulator = emulator;
        _judge = new HttpMessageInvoker(judge, disposeHandler: false);
    }

    /// <summary>Number of the first error of the answer; 0 for none.</summary>
    public async Task<int> AskAsync(RawRequest raw, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(new HttpMethod(raw.Method), new Uri(_emulator.ApiEndpoint + raw.Path.Replace("{kept}", _kept, StringComparison.Ordinal)));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", raw.Token ?? _emulator.ApiToken);
        if (raw.Jurisdiction is not null)
        {
            request.Headers.Add("cf-r2-jurisdiction", raw.Jurisdiction);
        }

        if (raw.Method == "PATCH")
        {
            request.Headers.Add("cf-r2-storage-class", "Standard");
        }

        if (raw.Body is not null)
        {
            byte[] body = Encoding.UTF8.GetBytes(raw.Body.Replace("{kept}", _kept, StringComparison.Ordinal));
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        using HttpResponseMessage response = await _judge.SendAsync(request, cancellationToken);
        JsonNode document = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        if (raw.Keep is not null)
        {
            JsonNode? result = document["result"];
            _kept = (result?[raw.Keep] ?? result?["rules"]?[0]?[raw.Keep])?.GetValue<string>() ?? "";
        }

        return document["errors"]?.AsArray().FirstOrDefault()?["code"]?.GetValue<int>() ?? 0;
    }

    public void Dispose() => _judge.Dispose();
}
