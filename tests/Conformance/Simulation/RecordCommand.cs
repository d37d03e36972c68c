using R2.Simulation;
using R2.Unit.Core.Simulation;

namespace R2.Conformance.Simulation;

/// <summary>Makes the recordings of this repository: plays the scenarios of the unit tests against a server, and keeps beside each recording what came back.</summary>
internal static class RecordCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        string folder = arguments.Need("folder");
        await RecordAsync(arguments, folder, "life-cycle", transport: null, (client, http) => RecordedScenarios.LifeCycleAsync(client, http, cancellationToken)).ConfigureAwait(false);
        using RefuseOnce refuse = new("partNumber=2");
        await RecordAsync(arguments, folder, "multipart-fault", refuse, (client, _) => RecordedScenarios.MultipartWithFaultAsync(client, cancellationToken)).ConfigureAwait(false);
        return 0;
    }

    private static async Task RecordAsync(
        Arguments arguments, string folder, string name, HttpMessageHandler? transport, Func<R2Client, HttpClient, Task<IReadOnlyList<string>>> scenario)
    {
        string path = Path.Combine(folder, name);
        using R2Simulation recording = R2Simulation.Record(path, overwrite: true);
        using R2Client client = new(new R2ClientOptions
        {
            Credential = Arguments.CredentialFromEnvironment(),
            Endpoint = new Uri(arguments.Need("endpoint")),
            Transport = transport,
            Simulation = recording,
        });
        using HttpClient presigned = new(recording.CreateHandler(client.Endpoint));
        IReadOnlyList<string> seen = await scenario(client, presigned).ConfigureAwait(false);
        await File.WriteAllLinesAsync(Path.Combine(folder, name + ".txt"), seen).ConfigureAwait(false);
        Console.WriteLine($"{path}: {recording.RecordedCount} requests");
    }
}
