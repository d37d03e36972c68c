using System.Text;
using System.Text.Json.Nodes;
using R2.Emulator;

namespace R2.Unit.Support;

/// <summary>An emulator of a test's own and a client of its Cloudflare API that sends exactly what it is told.</summary>
public sealed class EmulatorApi : IDisposable
{
    public EmulatorApi(R2EmulatorOptions? options = null)
    {
        S3 = new EmulatorClient(options);
        Token = S3.Server.ApiToken;
        UsedSecrets.Note(Token);
    }

    /// <summary>The S3 side of the same emulator.</summary>
    public EmulatorClient S3 { get; }

    public R2EmulatorServer Server => S3.Server;

    /// <summary>The token to send; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>Path of the account, of a bucket, or of something below it.</summary>
    public string Account(string below) => $"/accounts/{Server.AccountId}/{below}";

    public string Bucket(string below) => Account($"r2/buckets/{below}");

    public Task<EmulatorAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public async Task<EmulatorAnswer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        List<KeyValuePair<string, string>> all = [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))];
        if (Token is not null)
        {
            all.Add(new("Authorization", "Bearer " + Token));
        }

        EmulatorReply reply = await S3.SendRawAsync(method, "/client/v4" + path, body is null ? null : Encoding.UTF8.GetBytes(body), all);
        return new EmulatorAnswer(reply, JsonNode.Parse(reply.Body)!.AsObject());
    }

    public void Dispose() => S3.Dispose();
}
