using R2.Conformance.Client;
using R2.Emulator;

namespace R2.Conformance.Diff;

/// <summary>
/// The same requests to Cloudflare's local server and to our emulator. A difference that is not declared fails, and so does a declared one
/// that is no longer there, and a documentation that shows other ones.
/// </summary>
internal static class DiffCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        Report report = new("emulator like Cloudflare's server");
        DifferenceTable table = DifferenceTable.Load(arguments.Need("differences"));
        List<Difference> found = await CompareAsync(arguments, report, table, cancellationToken);
        foreach (KnownDifference stale in table.Differences.SelectMany(k => k.ByRequest).Where(k => !found.Any(k.Covers)))
        {
            report.Failed($"{stale.Requests[0]} ({stale.Aspect})", "is declared as a difference, but there is none");
        }

        string document = arguments.Need("document");
        if (arguments.Find("write") == "true")
        {
            table.WriteTo(document);
        }

        if (table.IsIn(document))
        {
            report.Passed("documentation");
        }
        else
        {
            report.Failed("documentation", $"{Path.GetFileName(document)} shows another table; run again with --write true");
        }

        return report.Finish();
    }

    private static async Task<List<Difference>> CompareAsync(Arguments arguments, Report report, DifferenceTable table, CancellationToken cancellationToken)
    {
        Uri endpoint = new(arguments.Need("endpoint"));
        (string id, string secret) = Arguments.KeysFromEnvironment();
        await using R2EmulatorServer host = R2EmulatorServer.Start(new R2EmulatorOptions
        {
            PathPrefix = endpoint.AbsolutePath,
            AccessKeyId = id,
            SecretAccessKey = secret,
            Buckets = [CheckContext.Bucket, CheckContext.OtherBucket],
        });
        // Cloudflare's server now and then resets a connection whose request it refused before it read the body.
        using Server cloudflare = new(endpoint, id, secret, attempts: 3);
        using Server emulator = new(host.Endpoint, id, secret, attempts: 1);
        List<Difference> all = [];
        foreach (DiffRequest request in RequestCatalogue.All)
        {
            Difference[] differences = [.. Difference.Between(
                request.Name, await cloudflare.SendAsync(request, cancellationToken), await emulator.SendAsync(request, cancellationToken))];
            all.AddRange(differences);
            Judge(report, request.Name, [.. differences.Where(d => !table.Differences.Any(k => k.Covers(d)))]);
        }

        return all;
    }

    private static void Judge(Report report, string request, Difference[] undeclared)
    {
        if (undeclared.Length == 0)
        {
            report.Passed(request);
        }
        else
        {
            report.Failed(request, string.Join("; ", undeclared.Select(d => $"{d.Aspect}: Cloudflare '{d.Cloudflare}', emulator '{d.Emulator}'")));
        }
    }
}
