// Records what a server answers, and replays it without a server, an account or a network.
using R2;
using R2.Models;
using R2.Simulation;

string folder = Path.Combine(Directory.CreateTempSubdirectory("r2-example-").FullName, "recording");
string recorded, replayed;
using (Place place = new())
using (R2Simulation recording = R2Simulation.Record(folder))
{
    await using R2Client client = new(place.Options with { Simulation = recording });
    recorded = await RunAsync(client, place.Bucket);
}

using (R2Simulation replay = R2Simulation.Replay(folder))
{
    await using R2Client client = new(new R2ClientOptions { Endpoint = new Uri("https://nowhere.invalid"), Credential = new R2Credential("any", "any"), Simulation = replay });
    replayed = await RunAsync(client, Environment.GetEnvironmentVariable("R2_BUCKET") ?? "test-bucket");
    Console.WriteLine($"{replay.ReplayedCount} requests replayed, {replay.Unasked.Count} left");
}

Console.WriteLine(recorded == replayed);

static async Task<string> RunAsync(R2Client client, string bucket)
{
    await client.PutObjectAsync(bucket, "a.txt", "text"u8.ToArray());
    R2ObjectInfo info = await client.HeadObjectAsync(bucket, "a.txt");
    await client.DeleteObjectAsync(bucket, "a.txt");
    return $"{info.ETag} {info.LastModified:O}";
}
