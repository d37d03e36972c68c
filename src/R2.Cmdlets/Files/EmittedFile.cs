using System.Management.Automation;

namespace R2.Cmdlets.Files;

/// <summary>A file or folder on its way to the pipeline.</summary>
internal static class EmittedFile
{
    /// <summary>
    /// PowerShell's table of files on Linux and macOS takes mode, owner and size from a property that Get-Item adds, and stays blank without it.
    /// Looked up when something asks: it takes longer than to download a small file.
    /// </summary>
    private static readonly ScriptBlock s_unixStat = ScriptBlock.Create("$ExecutionContext.SessionState.InvokeProvider.Item.Get(@($this.FullName), $true, $true)[0].UnixStat");

    public static PSObject From(FileSystemInfo file)
    {
        PSObject emitted = PSObject.AsPSObject(file);
        if (!OperatingSystem.IsWindows())
        {
            emitted.Properties.Add(new PSScriptProperty("UnixStat", s_unixStat));
        }

        return emitted;
    }
}
