using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Parameters;

namespace R2.Cmdlets.Drive;

/// <summary>
/// What the engine's commands take more with a drive of R2. A command hands them to every call that it makes: by their type the provider knows which one asks.
/// </summary>
public static class DriveParameters
{
    /// <summary>Of New-PSDrive.</summary>
    public sealed class Mounting
    {
        /// <summary>Connection of the drive; that of the session when left out.</summary>
        [Parameter]
        [ConnectionInput]
        public R2Connection? Connection { get; set; }

        /// <summary>Asks R2 each time.</summary>
        [Parameter]
        public SwitchParameter NoCache { get; set; }
    }

    /// <summary>Of Get-ChildItem.</summary>
    public sealed class Listing
    {
        [Parameter]
        public SwitchParameter File { get; set; }

        [Parameter]
        public SwitchParameter Directory { get; set; }
    }

    /// <summary>Of Get-Content.</summary>
    public sealed class Reading
    {
        /// <summary>All of it as one text, or with -AsByteStream as one array.</summary>
        [Parameter]
        public SwitchParameter Raw { get; set; }

        [Parameter]
        public SwitchParameter AsByteStream { get; set; }

        /// <summary>Encoding of text that has no byte order mark; the charset of its Content-Type when left out, and UTF-8 without one.</summary>
        [Parameter]
        [ValidateNotNull]
        [EncodingTransformation]
        [ArgumentCompleter(typeof(EncodingCompleter))]
        public Encoding? Encoding { get; set; }
    }

    /// <summary>Of Set-Content.</summary>
    public sealed class Writing
    {
        [Parameter]
        public SwitchParameter AsByteStream { get; set; }

        /// <summary>Adds no line ends.</summary>
        [Parameter]
        public SwitchParameter NoNewline { get; set; }

        [Parameter]
        [ValidateNotNull]
        [EncodingTransformation]
        [ArgumentCompleter(typeof(EncodingCompleter))]
        public Encoding? Encoding { get; set; }

        [Parameter]
        [ValidateNotNullOrEmpty]
        public string? ContentType { get; set; }
    }

    /// <summary>Of commands that mean an object where one has the name, and a folder only otherwise: Get-, New-, Remove-, Copy-, Move- and Rename-Item.</summary>
    public sealed class Naming;

    /// <summary>Of Test-Path.</summary>
    public sealed class Testing;
}
