using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive.Rows;

namespace R2.Cmdlets.Drive.Paths;

/// <summary>Makes a drive, with one request, so that what would not work fails here and not at the first dir.</summary>
internal static class DriveMount
{
    /// <param name="drive">What the engine was asked for.</param>
    /// <param name="connection">Connection; that of the session where null.</param>
    /// <param name="noCache">Whether R2 is asked each time.</param>
    /// <param name="drives">The drives that are there: the root may be a place in one.</param>
    /// <param name="run">Runs a request.</param>
    /// <exception cref="R2Exception">There is no connection, no such bucket, or the credential is refused. One that may not list can still read and write.</exception>
    public static R2DriveInfo Make(PSDriveInfo drive, R2Connection? connection, bool noCache, IEnumerable<PSDriveInfo> drives, Func<Func<CancellationToken, Task<bool>>, bool> run)
    {
        RunspaceState state = RunspaceState.Current;
        string root = KeyText.Decode(drive.Root, out _).Trim('/');
        if (drive.Root.Contains(":/", StringComparison.Ordinal) || drive.Root.Contains(@":\", StringComparison.Ordinal))
        {
            DrivePath place = DrivePath.Parse(drive.Root, drives);
            (connection, root) = (connection ?? place.Drive.Connection, place.Address.TrimEnd('/'));
        }

        connection ??= state.FindConnection(profileName: null, Connector.OfProcess)
            ?? throw new R2Exception("NotConnected", "This session is not connected to R2.");
        R2DriveInfo made = new(drive, root, connection, noCache, state.DriveTime);
        state.HasDrives = true;
        R2Client client = made.Client;
        run(cancellation => CheckAsync(client, made.BucketName, made.Prefix, cancellation));
        return made;
    }

    /// <summary>Makes a drive of a connection for the whole session, in place of one of its name.</summary>
    /// <exception cref="R2Exception">The drive is refused.</exception>
    public static void ForSession(PSCmdlet cmdlet, string name, R2Connection connection)
    {
        using DriveRun run = new();
        ProviderInfo provider = cmdlet.SessionState.Provider.GetAll().First(static provider => provider.ImplementingType == typeof(R2Provider));
        R2DriveInfo made = Make(new PSDriveInfo(name, provider, connection.BucketName ?? "", description: "", credential: null), connection, noCache: false, [], run.Do);
        foreach (R2DriveInfo old in cmdlet.SessionState.Drive.GetAllForProvider(provider.Name).OfType<R2DriveInfo>().Where(old => old.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            cmdlet.SessionState.Drive.Remove(old.Name, force: true, "Global");
        }

        cmdlet.SessionState.Drive.New(made, "Global");
    }

    private static async Task<bool> CheckAsync(R2Client client, string bucket, string prefix, CancellationToken cancellation)
    {
        try
        {
            if (bucket.Length == 0)
            {
                await client.ListBucketsAsync(cancellationToken: cancellation).ConfigureAwait(false);
            }
            else
            {
                await client.ListObjectsAsync(bucket, new() { Prefix = prefix.Length == 0 ? null : prefix, MaxKeys = 1 }, cancellation).ConfigureAwait(false);
            }

            return true;
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.AccessDenied)
        {
            return false;
        }
    }
}
