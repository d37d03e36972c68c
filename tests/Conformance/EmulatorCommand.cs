using R2.Emulator;

namespace R2.Conformance;

/// <summary>Hosts our emulator for other people's clients until it is told to end. Writes the endpoint to a file once it serves.</summary>
internal static class EmulatorCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        (string accessKeyId, string secretAccessKey) = Arguments.KeysFromEnvironment();
        await using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions
        {
            PathPrefix = arguments.Find("path") ?? "",
            AccessKeyId = accessKeyId,
            SecretAccessKey = secretAccessKey,
            Buckets = arguments.Find("buckets")?.Split(',') ?? [],
        });
        string file = arguments.Need("endpoint-file");
        await File.WriteAllTextAsync(file + ".new", server.Endpoint.ToString().TrimEnd('/'), cancellationToken);
        // Whoever waits for the file never sees half of it.
        File.Move(file + ".new", file, overwrite: true);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The end that was asked for, or the time limit.
        }

        return 0;
    }
}
