using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Display;
using R2.Cmdlets.Files;
using R2.Cmdlets.Parameters.Groups;
using R2.Cmdlets.Transfers.Content;
using R2.Models;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Commands;

/// <summary>What is piped in as content, and the upload of one object.</summary>
public sealed partial class WriteR2ObjectCommand
{
    /// <summary>The objects of this command, by what tells keys apart at R2.</summary>
    private readonly HashSet<string> _written = [];

    private PipedContent? _content;
    private string? _contentKey;
    private string? _contentPrefix;
    private string? _onlyText;
    private Action<Task>? _serveUntil;

    private protected override bool TakePiece()
    {
        if (_content is not { TakesPieces: true } || (InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject) is not byte piece
            || !ReferenceEquals(Key, _contentKey) || !ReferenceEquals(Prefix, _contentPrefix))
        {
            return false;
        }

        _onlyText = null;
        _content.Add(piece, _serveUntil ??= ServeUntil);
        return true;
    }

    private void AddContent(UploadContent content)
    {
        if (_content is not null && (Key != _contentKey || Prefix != _contentPrefix))
        {
            CompleteContent();
            _content = null;
        }

        bool first = _content is null;
        if (Key?.EndsWith('/') == true && !(first && content.IsEmpty))
        {
            throw new R2Exception("KeyIsFolder", $"The key '{Prefix}{Key}' ends in a slash, and the content has no file name to append.");
        }

        _content ??= StartContent(content, Key ?? throw NoKey(content));
        if (content.Warning is { } warning && _content.MayWarn())
        {
            WriteWarning($"'{Prefix}{Key}': {warning}");
        }

        _onlyText = first ? content.Text : null;
        if (MyInvocation.ExpectingInput && (!first || content.Stream is null))
        {
            _content.Add(content, ServeUntil);
        }
    }

    private void CompleteContent()
    {
        _content?.Complete(ServeUntil);
        if (_content is not null && FilePaths.Exists(this, _onlyText))
        {
            WriteWarning($"'{_contentPrefix}{_contentKey}' holds the text '{_onlyText}', which is also the name of a file. To write the file: Get-Item -LiteralPath {CommandText.Quote(_onlyText!)} | Write-R2Object");
        }
    }

    /// <summary>A path that is piped in as text is text; whoever does so mostly means the file.</summary>
    private R2Exception NoKey(UploadContent content) => new("KeyRequired", FilePaths.Exists(this, content.Text)
        ? $"'{content.Text}' was piped in as text, which has no name. To write the file: Get-Item -LiteralPath {CommandText.Quote(content.Text!)} | Write-R2Object"
        : "The content has no name, and so no key.");

    private PipedContent StartContent(UploadContent first, string key)
    {
        PipedContent content = new(first, MyInvocation.ExpectingInput, Encoding ?? TextEncodings.Utf8);
        if (first.Text is not null && Encoding is not null && ContentType?.Contains("charset=", StringComparison.OrdinalIgnoreCase) == false)
        {
            ContentType += $"; charset={Encoding.WebName}";
        }

        StartUpload(content.Source, "content", Prefix + key, first.Text is null ? ContentTypes.Of(key) : TextEncodings.TypeOf(key, Encoding ?? TextEncodings.Utf8), content.Dispose);
        (_contentKey, _contentPrefix) = (key, Prefix);
        return content;
    }

    /// <summary>Starts the upload of one object.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="what">What to call them.</param>
    /// <param name="key">Key to write.</param>
    /// <param name="contentType">Media type where the command names none.</param>
    /// <param name="ended">Called when it is over, well or badly.</param>
    private void StartUpload(R2Content source, string what, string key, string contentType, Action? ended = null)
    {
        string bucket = RequireBucket();
        string address = $"{bucket}/{key}";
        if (!_written.Add($"{bucket}/{R2Client.KeyIdentity(key)}"))
        {
            string why = Ascii.IsValid(key) ? "" : " Keys that differ only in Unicode form are the same object in R2.";
            throw new R2Exception(R2ErrorCodes.DuplicateKey, $"'{what}' would overwrite what this command has already written to '{address}'.{why}");
        }

        if (!ShouldProcess(address, $"Write {what}"))
        {
            ended?.Invoke();
            return;
        }

        R2UploadRequest request = new() { BucketName = bucket, Key = key, Content = source, Options = Options(contentType), KeepFileTime = !NoFileTime, OnEvent = Tell };
        StartTransfer(address, key, (progress, cancellation) => UploadAsync(request with { Progress = progress }, cancellation), ended: ended);
    }

    /// <summary>What came of it, or nothing where the object is left as it is.</summary>
    private async Task<object> UploadAsync(R2UploadRequest request, CancellationToken cancellation)
    {
        try
        {
            if (SkipExisting)
            {
                // A look costs less than a body that is refused.
                await Transfers.Manager.ThrowIfExistsAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellation).ConfigureAwait(false);
            }

            return await Transfers.Manager.UploadAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.ObjectExists && SkipExisting)
        {
            return Skipped(exception);
        }
        catch (R2Exception exception) when (exception.Code == R2ErrorCodes.PreconditionFailed && this.ToConditions() is null && (NoClobber || SkipExisting))
        {
            R2Exception exists = R2Exception.Exists(request.BucketName, request.Key, exception);
            return SkipExisting ? Skipped(exists) : throw exists;
        }
    }

    private PutObjectOptions Options(string contentType)
    {
        R2Conditions? conditions = this.ToConditions();
        PutObjectOptions options = this.AddTo(new PutObjectOptions
        {
            Conditions = NoClobber || SkipExisting ? (conditions ?? new()) with { IfNoneMatch = "*" } : conditions,
            SseCustomerKey = this.ToCustomerKey(),
        });
        return options with { ContentType = options.ContentType ?? contentType };
    }
}
