// URLs that let somebody without keys upload and download one object, for a while.
using System.Net;
using R2;
using R2.Models;

using Place place = new();
using R2Client client = new(place.Options);
using HttpClient anybody = new();

R2PresignedUrl up = client.Presign(place.Bucket, "inbox/report.txt", new PresignOptions { Method = HttpMethod.Put, ExpiresIn = TimeSpan.FromMinutes(15) });
using HttpResponseMessage put = await anybody.PutAsync(up.Url, new StringContent("from outside"));
Console.WriteLine((int)put.StatusCode);

R2PresignedUrl down = client.Presign(place.Bucket, "inbox/report.txt", new PresignOptions { ExpiresIn = TimeSpan.FromMinutes(15) });
Console.WriteLine(await anybody.GetStringAsync(down.Url));

// A URL is for one key: another one is refused.
using HttpResponseMessage other = await anybody.GetAsync(down.Url.Replace("report", "secret", StringComparison.Ordinal));
Console.WriteLine(other.StatusCode == HttpStatusCode.Forbidden);
await client.DeleteObjectAsync(place.Bucket, "inbox/report.txt");
