using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Common;
using R2.Cmdlets.Connections;
using R2.Diagnostics;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Export, "R2Metric", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportR2MetricCommand : PSCmdlet
{
    /// <summary>File to replace; node_exporter's textfile collector reads what ends in .prom. Without it the text goes down the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        PrometheusText.Write(RunspaceState.Current.Metrics, text);
        if (Path is null)
        {
            // Not the last line feed: what prints the pipeline adds one.
            WriteObject(text.ToString().TrimEnd('\n'));
            return;
        }

        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Write metrics"))
        {
            return;
        }

        try
        {
            AtomicFile.Write(path, text.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, path));
        }

        if (PassThru)
        {
            WriteObject(EmittedFile.Of(new FileInfo(path)));
        }
    }
}
