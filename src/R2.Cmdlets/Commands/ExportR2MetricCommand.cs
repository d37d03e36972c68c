using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Metrics;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Export, "R2Metric", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportR2MetricCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>File to replace; node_exporter's textfile collector reads what ends in .prom. Without it the text goes down the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Adds to what earlier sessions left in the file.</summary>
    [Parameter]
    public SwitchParameter Accumulate { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord()
    {
        if (Path is not null)
        {
            WriteFile(GetUnresolvedProviderPathFromPSPath(Path));
        }
        else if (Accumulate)
        {
            ThrowTerminatingError(ErrorRecords.From(new R2Exception(R2ErrorCodes.InvalidArgument, "-Accumulate is given without -Path, the file to add to."), null));
        }
        else
        {
            // Not the last line feed: what prints the pipeline adds one.
            WriteObject(Text().TrimEnd('\n'));
        }
    }

    protected override void StopProcessing() => _stopped.Set();

    private void WriteFile(string path)
    {
        if (!ShouldProcess(path, Accumulate ? "Add metrics" : "Write metrics"))
        {
            return;
        }

        try
        {
            if (Accumulate)
            {
                RunspaceState state = RunspaceState.Current;
                lock (state.ExportedMetrics)
                {
                    new MetricFile(path, pause => !_stopped.Wait(pause)).Add(state.Metrics, state.ExportedMetrics);
                }
            }
            else
            {
                AtomicFile.Write(path, Text());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or R2Exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, path));
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }

    private static string Text()
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        PrometheusText.Write(RunspaceState.Current.Metrics, text);
        return text.ToString();
    }
}
