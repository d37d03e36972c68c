using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using R2;
using R2.Emulator;
using R2.Models;

// R2.ListBenchmark [--keys 200000] [--delay 100] [--names counter|hash|folders]: a long list, one request at a time and by eight, each in a process of its own, see ../README.md, Long lists
switch (args)
{
    case ["--server", var keys, var delay, var shape]:
        await ServeAsync(int.Parse(keys, CultureInfo.InvariantCulture), int.Parse(delay, CultureInfo.InvariantCulture), shape).ConfigureAwait(false);
        return;
    case ["--side", var endpoint, var atOnce]:
        await ListAsync(endpoint, int.Parse(atOnce, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return;
}

(int count, int wait) = (Option("--keys", 200_000), Option("--delay", 100));
Console.WriteLine("| names | at once | time | requests | keys | peak memory |\n|---|---:|---:|---:|---:|---:|");
foreach (string shape in args is [.., "--names", var names] ? [names] : (string[])["counter", "hash", "folders"])
{
    using Process server = Start("--server", $"{count}", $"{wait}", shape);
    string address = (await server.StandardOutput.ReadLineAsync().ConfigureAwait(false))!;
    foreach (string sides in (string[])["1", "8"])
    {
        using Process side = Start("--side", address, sides);
        Console.WriteLine($"| {shape} | {sides} | {(await side.StandardOutput.ReadToEndAsync().ConfigureAwait(false)).Trim()} |");
        await side.WaitForExitAsync().ConfigureAwait(false);
    }

    server.StandardInput.Close();
    await server.WaitForExitAsync().ConfigureAwait(false);
}

int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

static Process Start(params string[] arguments)
{
    ProcessStartInfo start = new(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
    return Process.Start(start)!;
}

static async Task ServeAsync(int count, int delay, string shape)
{
    using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["list"], AccessKeyId = new string('a', 32), SecretAccessKey = new string('b', 64) });
    using R2Client client = Connect(server.Endpoint.AbsoluteUri);
    await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        await client.PutObjectAsync("list", NameOf(shape, i), Array.Empty<byte>(), cancellationToken: cancellation).ConfigureAwait(false)).ConfigureAwait(false);
    server.Faults.Add(Fault.Delay(TimeSpan.FromMilliseconds(delay)) with { Operation = "ListObjectsV2" });
    Console.WriteLine(server.Endpoint);
    await Console.In.ReadToEndAsync().ConfigureAwait(false);
}

static string NameOf(string shape, int i) => shape switch
{
    "counter" => string.Create(CultureInfo.InvariantCulture, $"logs/2026/11/{i:D9}.json"),
    "hash" => Convert.ToHexString(SHA256.HashData(BitConverter.GetBytes(i))),
    _ => string.Create(CultureInfo.InvariantCulture, $"photos/{2020 + (i % 5)}/{i % 12:D2}/image-{i:D7}.jpg"),
};

static async Task ListAsync(string endpoint, int atOnce)
{
    int requests = 0;
    using R2Client owner = Connect(endpoint);
    R2Client client = owner.WithObserver(_ => Interlocked.Increment(ref requests));
    long started = Stopwatch.GetTimestamp();
    (long keys, string? last) = (0, null);
    await foreach (R2Object item in client.EnumerateObjectsAsync("list", new ListObjectsOptions { RequestsAtOnce = atOnce }).ConfigureAwait(false))
    {
        keys += string.CompareOrdinal(item.Key, last) > 0 ? 1 : throw new InvalidOperationException($"{item.Key} comes after {last}");
        last = item.Key;
    }

    double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    using Process self = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s | {requests} | {keys:N0} | {self.PeakWorkingSet64 >> 20} MiB"));
}

static R2Client Connect(string endpoint) =>
    new(new R2ClientOptions { Endpoint = new Uri(endpoint), Credential = new R2Credential(new string('a', 32), new string('b', 64)) });
