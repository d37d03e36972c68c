// Put, look, get, list, copy and delete.
using System.Text;
using R2;
using R2.Models;

using Place place = new();
using R2Client client = new(place.Options);

await client.PutObjectAsync(place.Bucket, "notes/hello.txt", "Hello, R2!"u8.ToArray(), new PutObjectOptions
{
    ContentType = "text/plain; charset=utf-8",
    Metadata = new Dictionary<string, string> { ["author"] = "example" },
});

R2ObjectInfo info = await client.HeadObjectAsync(place.Bucket, "notes/hello.txt");
Console.WriteLine($"{info.Size} bytes, {info.ContentType}, by {info.Metadata["author"]}");

await using (R2ObjectContent content = await client.GetObjectAsync(place.Bucket, "notes/hello.txt"))
using (StreamReader reader = new(content.Content, Encoding.UTF8))
{
    Console.WriteLine(await reader.ReadToEndAsync());
}

await client.CopyObjectAsync(place.Bucket, "notes/hello.txt", place.Bucket, "notes/copy.txt");
await foreach (R2Object item in client.EnumerateObjectsAsync(place.Bucket, new ListObjectsOptions { Prefix = "notes/" }))
{
    Console.WriteLine($"{item.Key} {item.Size}");
}

await client.DeleteObjectsAsync(place.Bucket, ["notes/hello.txt", "notes/copy.txt"]);

try
{
    await client.HeadObjectAsync(place.Bucket, "notes/hello.txt");
}
catch (R2Exception e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
{
    Console.WriteLine("gone");
}
