using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Text;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Drive.Rows;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Transfers.Content;
using R2.Models;
using R2.Settings;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Drive;

public sealed partial class R2Provider
{
    public object GetContentReaderDynamicParameters(string path) => new DriveParameters.Reading();

    public object GetContentWriterDynamicParameters(string path) => new DriveParameters.Writing();

    public object? ClearContentDynamicParameters(string path) => null;

    // Set-Content clears first, and passes over just this exception: otherwise an empty object would be there while the content comes, and stay if it does not.
    public void ClearContent(string path) =>
        throw new PSNotSupportedException("An object is only written as a whole. To make it empty: New-Item -Force, or Write-R2Object -Key … -AllowEmpty.");

    public IContentReader? GetContentReader(string path) => TryGet<IContentReader>(path, () =>
    {
        DrivePath at = At(path);
        if (at.Key.Length == 0)
        {
            throw new R2Exception("KeyRequired", $"'{(at.IsAccount ? at.Drive.Name + ":" : at.Address)}' is no object, and has no content.");
        }

        Flush(at.Drive);
        R2TransferManager manager = Transfers(at.Drive);
        DriveRun run = new();
        try
        {
            R2ObjectContent opened = Run(run, cancellation => manager.OpenReadAsync(at.BucketName, at.Key, null, null, cancellation));
            at.Drive.Open.Add(run);
            return new ObjectReader(at.Drive, run, opened, new ReadingOptions(Flag("Raw"), Flag("AsByteStream"), EncodingOption()), WriteWarning);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.NoSuchKey)
        {
            run.Dispose();
            WriteError(DriveErrors.NotFound($"{at.Drive.PathOf(at.BucketName, at.Key, isPrefix: false)}"));
            return null;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    });

    public IContentWriter? GetContentWriter(string path) => TryGet<IContentWriter>(path, () =>
    {
        DrivePath at = At(path);
        if (at.Key.Length == 0 || at.Key.EndsWith('/'))
        {
            throw new R2Exception("KeyIsFolder", $"'{at.Address}' is a folder, not an object.");
        }

        Flush(at.Drive);
        WritingOptions options = new(Flag("AsByteStream"), Flag("NoNewline"), EncodingOption() ?? TextEncodings.Utf8);
        string type = Option("ContentType") as string ?? (options.Bytes ? ContentTypes.Of(at.Key) : $"{TextTypeOf(at.Key)}; charset={options.Encoding.WebName}");
        return new ObjectWriter(
            at.Drive,
            Transfers(at.Drive),
            content => new R2UploadRequest { BucketName = at.BucketName, Key = at.Key, Content = content, Options = new PutObjectOptions { ContentType = type } },
            options,
            exception => WriteError(ErrorRecords.From(exception, at.Address)),
            () => Changed(at.Drive, at.BucketName, at.Key));
    });

    private static R2TransferManager Transfers(R2DriveInfo drive) => new(drive.Client, drive.Connection.TransferOptions(EnvironmentSettings.OfProcess));

    private bool Flag(string name) => Option(name) is SwitchParameter { IsPresent: true };

    private Encoding? EncodingOption() => Option("Encoding") is Encoding given && (DynamicParameters is DriveParameters.Reading or DriveParameters.Writing || WasEncodingGiven) ? TextEncodings.Strict(given) : null;

    /// <summary>The file system's parameters have an encoding also where none was given.</summary>
    private bool WasEncodingGiven => Option("WasStreamTypeSpecified") is true;
}
