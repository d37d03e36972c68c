// What is made while it is sent, of a length that nobody knows: in parts of 10 MiB, four at a time, whatever there is of it, in bounded memory.
using System.IO.Pipes;
using System.Text;
using R2;
using R2.Models;

using Place place = new();
using R2Client client = new(place.Options);
R2TransferManager transfers = new(client, TransferOptions.FromEnvironment());

AnonymousPipeServerStream writer = new(PipeDirection.Out);
using AnonymousPipeClientStream reader = new(PipeDirection.In, writer.ClientSafePipeHandle);
Task writing = Task.Run(() => WriteLines(writer));
R2UploadResult result = await transfers.UploadAsync(new R2UploadRequest { BucketName = place.Bucket, Key = "lines.txt", Content = R2Content.FromStream(reader) });
await writing;
Console.WriteLine($"{result.Size} bytes in {result.PartCount} parts");

// And down again, verified as it passes.
await using R2ObjectContent content = await transfers.OpenReadAsync(place.Bucket, "lines.txt");
using StreamReader text = new(content.Content, Encoding.ASCII);
int lines = 0;
while (await text.ReadLineAsync() is not null)
{
    lines++;
}

Console.WriteLine($"{lines} lines");
await client.DeleteObjectAsync(place.Bucket, "lines.txt");

static void WriteLines(Stream writer)
{
    byte[] line = Encoding.ASCII.GetBytes(new string('x', 99) + "\n");
    for (int i = 0; i < 120_000; i++)
    {
        writer.Write(line);
    }

    writer.Dispose();
}
