using R2.Conformance;
using R2.Conformance.Client;

const string Usage = """
    R2.Conformance client --endpoint <url> --profile r2local|radosgw|emulator
        our client against a server; credentials in R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY
    Each prints a line per check and ends with 'N passed, N failed, N skipped'.
    """;

try
{
    Arguments arguments = new(args);
    using CancellationTokenSource cancellation = new(TimeSpan.FromMinutes(5));
    return arguments.Command switch
    {
        "client" => await ClientCommand.RunAsync(arguments, cancellation.Token),
        _ => throw new ArgumentException($"There is no command '{arguments.Command}'."),
    };
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{Usage}");
    return 2;
}
