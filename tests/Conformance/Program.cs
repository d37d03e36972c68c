using System.Globalization;
using System.Runtime.InteropServices;
using R2.Conformance;
using R2.Conformance.Client;
using R2.Conformance.Diff;
using R2.Conformance.Simulation;

const string Usage = """
    R2.Conformance client --endpoint <url> --profile r2local|radosgw|emulator
        our client against a server
    R2.Conformance diff --endpoint <url of Cloudflare's local server> --differences <json> --document <md> [--write true]
        the same requests to that server and to the emulator
    R2.Conformance emulator --endpoint-file <file> [--buckets <a,b>] [--path </prefix>] [--minutes <n>]
        hosts the emulator on a free port and writes its endpoint to the file
    R2.Conformance record --endpoint <url of Cloudflare's local server> --folder <folder>
        makes the recordings that the unit tests replay
    Credentials are taken from R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY. The checks print a line each and end with 'N passed, N failed, N skipped'.
    """;

try
{
    Arguments arguments = new(args);
    using CancellationTokenSource cancellation = new(TimeSpan.FromMinutes(int.Parse(arguments.Find("minutes") ?? "5", CultureInfo.InvariantCulture)));
    using PosixSignalRegistration stop = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
    {
        signal.Cancel = true;
        cancellation.Cancel();
    });
    return arguments.Command switch
    {
        "client" => await ClientCommand.RunAsync(arguments, cancellation.Token),
        "diff" => await DiffCommand.RunAsync(arguments, cancellation.Token),
        "record" => await RecordCommand.RunAsync(arguments, cancellation.Token),
        "emulator" => await EmulatorCommand.RunAsync(arguments, cancellation.Token),
        _ => throw new ArgumentException($"There is no command '{arguments.Command}'."),
    };
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{Usage}");
    return 2;
}
