using System.Management.Automation;
using System.Management.Automation.Provider;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;
using R2.Cmdlets.Errors;
using R2.Rules;

namespace R2.Cmdlets.Drive;

/// <summary>
/// Buckets as drives. The engine makes an instance for nearly every call, so nothing is kept here: what a drive knows is in its <see cref="R2DriveInfo"/>. An import makes one, and must
/// not load or compile anything for it.
/// </summary>
[CmdletProvider("R2", ProviderCapabilities.ShouldProcess | ProviderCapabilities.Filter)]
public sealed partial class R2Provider : NavigationCmdletProvider, IContentCmdletProvider
{
    private DriveRun? _run;

    /// <summary>The drives in sight of whoever calls, and those of the session: the provider's own list knows only these.</summary>
    private IEnumerable<PSDriveInfo> Drives => SessionState.Drive.GetAllForProvider(ProviderInfo.Name).Concat(ProviderInfo.Drives).Distinct();

    protected override object NewDriveDynamicParameters() => new DriveParameters.Mounting();

    protected override PSDriveInfo? NewDrive(PSDriveInfo drive)
    {
        ArgumentNullException.ThrowIfNull(drive);
        if (drive is R2DriveInfo made)
        {
            return made;
        }

        DriveParameters.Mounting? given = DynamicParameters as DriveParameters.Mounting;
        return TryGet(drive.Root, () => DriveMount.Make(drive, given?.Connection, given?.NoCache ?? false, Drives, Run));
    }

    protected override bool IsValidPath(string path) => true;

    protected override void StopProcessing()
    {
        _run?.Stop();
        foreach (DriveRun open in Drives.OfType<R2DriveInfo>().SelectMany(static drive => drive.Open).ToArray())
        {
            open.Stop();
        }
    }

    /// <summary>The place that a path names.</summary>
    /// <exception cref="R2Exception">No drive can be told, or it names what cannot be a key.</exception>
    private DrivePath At(string path)
    {
        DrivePath at = DrivePath.Parse(path, Drives);
        at.Drive.Cache.Follow(RunspaceState.Current.Changes);
        if (at.Key.Length > 0)
        {
            NameRules.Key(at.Key);
        }

        return at;
    }

    /// <summary>Asks R2, and waits. What waits to be removed is removed first, so that nothing is seen that is as good as gone.</summary>
    private T Ask<T>(DrivePath at, Func<R2Client, CancellationToken, Task<T>> work)
    {
        Flush(at.Drive);
        R2Client client = at.Drive.Client;
        return Run(cancellation => work(client, cancellation));
    }

    private T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        using DriveRun run = new();
        return Run(run, work);
    }

    private T Run<T>(DriveRun run, Func<CancellationToken, Task<T>> work)
    {
        DriveRun? outer = _run;
        _run = run;
        try
        {
            return run.Do(work);
        }
        finally
        {
            _run = outer;
        }
    }

    /// <summary>Does a step, of which a refusal is an error about the path, and the command goes on.</summary>
    private void Try(string path, Action step) => TryGet<object>(path, () =>
    {
        step();
        return null;
    });

    private T? TryGet<T>(string path, Func<T?> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            WriteError(ErrorRecords.From(exception, KeyText.Decode(path, out _)));
            return null;
        }
    }

    private static bool IsRefusal(Exception exception) => exception is R2Exception or IOException or ArgumentException or WildcardPatternException or ObjectDisposedException;

    private new void WriteWarning(string text) => base.WriteWarning(PrintableText.OfLines(text));

    private new bool ShouldProcess(string target, string action) => base.ShouldProcess(PrintableText.Of(target), PrintableText.Of(action));
}
