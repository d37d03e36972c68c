using System.Diagnostics;
using System.Globalization;
using R2.Cmdlets.Errors;
using R2.Models;

namespace R2.Cmdlets.Connections.Diagnosis;

/// <summary>What the credential may do in its bucket. No other bucket is looked at: tokens scoped to objects are refused there, and that says nothing.</summary>
/// <param name="client">Client to ask with.</param>
/// <param name="bucket">Bucket, or null.</param>
/// <param name="prefix">What keys begin with.</param>
/// <param name="simulated">Whether a simulation runs, where the same command has to ask the same each time.</param>
/// <param name="longest">How long a step may take, repeats included.</param>
internal sealed class PermissionSteps(R2Client client, string? bucket, string prefix, bool simulated, TimeSpan longest)
{
    private const int Samples = 5;

    private readonly string _key = $"{prefix}r2-connection-test-{(simulated ? "recorded" : $"{Guid.NewGuid():N}")}";
    private bool _written;

    /// <summary>A credential that is refused one operation is a valid one.</summary>
    public async Task<StepResult> AuthenticateAsync(CancellationToken cancellation)
    {
        try
        {
            await NetworkSteps.WithinAsync(longest, limit => bucket is null ? client.ListBucketsAsync(cancellationToken: limit) : ListOneAsync(limit), cancellation).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code is R2ErrorCodes.AccessDenied or R2ErrorCodes.NoSuchBucket or R2ErrorCodes.NotEntitled)
        {
            // The signature was accepted: what comes next tells what this means.
        }

        string known = $"{client.Endpoint.GetLeftPart(UriPartial.Authority)} accepts the access key id {client.Credential.AccessKeyId}";
        return client.Credential.Expires is { } end
            ? StepResult.Passed($"{known}, temporary until {end.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}")
            : StepResult.Passed(known);
    }

    public Task<StepResult> ListAsync(CancellationToken cancellation) => InBucketAsync(async (name, limit) =>
    {
        await ListOneAsync(limit).ConfigureAwait(false);
        return $"the objects of '{name}{(prefix.Length == 0 ? "" : $"/{prefix}")}' can be listed";
    }, cancellation);

    public Task<StepResult> ReadAsync(CancellationToken cancellation) => InBucketAsync(async (name, limit) =>
    {
        try
        {
            // Not HEAD: its response has no body that tells a missing key from a missing bucket.
            using R2ObjectContent content = await client.GetObjectAsync(name, _key, cancellationToken: limit).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.NoSuchKey)
        {
            // Who may not read is told 403 before that.
        }

        return $"the objects of '{name}' can be read";
    }, cancellation);

    public Task<StepResult> WriteAsync(CancellationToken cancellation) => InBucketAsync(async (name, limit) =>
    {
        R2Content content = R2Content.FromBytes("Written by Test-R2Connection, which deletes it."u8.ToArray());
        await client.PutObjectAsync(name, _key, content, cancellationToken: limit).ConfigureAwait(false);
        _written = true;
        return $"wrote {name}/{_key}";
    }, cancellation);

    public async Task<StepResult> DeleteAsync(CancellationToken cancellation)
    {
        try
        {
            return await InBucketAsync(async (name, limit) =>
            {
                await client.DeleteObjectAsync(name, _key, limit).ConfigureAwait(false);
                return $"deleted {name}/{_key}";
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (_written && e is R2Exception or TimeoutException)
        {
            return StepResult.Failed($"{e.Message} The test object was not deleted: {bucket}/{_key}", Remedies.For((e as R2Exception)?.Code ?? R2ErrorCodes.Timeout));
        }
    }

    public Task<StepResult> MeasureAsync(CancellationToken cancellation) => InBucketAsync(async (_, limit) =>
    {
        TimeSpan[] times = new TimeSpan[Samples];
        for (int i = 0; i < Samples; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await ReadAsync(limit).ConfigureAwait(false);
            times[i] = Stopwatch.GetElapsedTime(start);
        }

        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture, $"{times[Samples / 2].TotalMilliseconds:0.0} ms for a small request, the median of {Samples}");
    }, cancellation);

    private async Task<StepResult> InBucketAsync(Func<string, CancellationToken, Task<string>> step, CancellationToken cancellation)
    {
        if (bucket is not { } name)
        {
            return StepResult.Skipped("no bucket is named");
        }

        string detail = "";
        await NetworkSteps.WithinAsync(longest, async limit => detail = await step(name, limit).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        return StepResult.Passed(detail);
    }

    private Task<R2ObjectPage> ListOneAsync(CancellationToken cancellation) =>
        client.ListObjectsAsync(bucket!, new ListObjectsOptions { MaxKeys = 1, Prefix = prefix.Length == 0 ? null : prefix }, cancellation);
}
