namespace R2.Conformance.Client;

/// <summary>Our client against one server: every check of the catalogue, none left out.</summary>
internal static class ClientCommand
{
    /// <summary>A check that sends two refused bodies can meet its own reset again.</summary>
    private const int MaxRepeats = 4;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        ServerProfile profile = ServerProfile.Named(arguments.Need("profile"));
        Report report = new($"client against {profile.Name}");
        using CheckContext context = new(new Uri(arguments.Need("endpoint")), Arguments.CredentialFromEnvironment(), cancellationToken);
        if (!profile.BucketsAreFixed)
        {
            await context.Client.CreateBucketAsync(CheckContext.Bucket, cancellationToken: cancellationToken);
            await context.Client.CreateBucketAsync(CheckContext.OtherBucket, cancellationToken: cancellationToken);
        }

        foreach (Limitation stray in profile.Limitations.Where(l => !CheckCatalogue.All.Any(c => l.IsFor(c.Name))))
        {
            report.Failed(stray.Check, "a limitation is declared for a check that does not exist");
        }

        foreach (Check check in CheckCatalogue.All.Where(c => c.Name.StartsWith(arguments.Find("only") ?? "", StringComparison.Ordinal)))
        {
            string? failure = await RunAsync(check, context);
            for (int again = 0; again < MaxRepeats && profile.ResetsConnections && failure?.StartsWith(R2ErrorCodes.ConnectionFailed, StringComparison.Ordinal) == true; again++)
            {
                failure = await RunAsync(check, context);
            }

            Judge(report, check.Name, failure, profile.Find(check.Name));
        }

        return report.Finish();
    }

    /// <returns>What went wrong, or null.</returns>
    private static async Task<string?> RunAsync(Check check, CheckContext context)
    {
        try
        {
            await check.Run(context);
            return null;
        }
        catch (R2Exception e)
        {
            return $"{e.Code} ({(int?)e.StatusCode}) from {e.Operation}: {e.Message}";
        }
        catch (HttpRequestException e)
        {
            return $"{R2ErrorCodes.ConnectionFailed}: {e.Message}";
        }
        catch (CheckFailedException e)
        {
            return e.Message;
        }
    }

    private static void Judge(Report report, string name, string? failure, Limitation? known)
    {
        switch (failure, known)
        {
            case (null, null):
                report.Passed(name);
                break;
            case (null, not null):
                report.Failed(name, $"passes now; take the limitation '{known.Reason}' out of the profile");
                break;
            case (not null, not null) when failure.Contains(known.Symptom, StringComparison.Ordinal):
                report.Skipped(name, $"{known.Reason} [{failure}]");
                break;
            default:
                report.Failed(name, failure);
                break;
        }
    }
}
