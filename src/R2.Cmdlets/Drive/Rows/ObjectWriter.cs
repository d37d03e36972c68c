using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Text;
using R2.Cmdlets.Transfers.Content;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>How content is to be written.</summary>
internal sealed record WritingOptions(bool Bytes, bool NoNewline, Encoding Encoding);

/// <summary>
/// An object as Set-Content writes it: it is uploaded as it comes, and is there when all of it is. The engine closes a writer however its pipeline ended; one that was stopped, or that met
/// an error, stores nothing.
/// </summary>
internal sealed class ObjectWriter : IContentWriter
{
    private readonly R2DriveInfo _drive;
    private readonly DriveRun _run = new();
    private readonly PipedStream _pipe = new();
    private readonly WritingOptions _options;
    private readonly Action<Exception> _report;
    private readonly Action _stored;
    private readonly Task _upload;
    private bool _isFirst = true;
    private bool _isAborted;
    private bool _isClosed;

    /// <param name="drive">Drive.</param>
    /// <param name="manager">Transfers.</param>
    /// <param name="request">The upload, whose content is given here.</param>
    /// <param name="options">How to write.</param>
    /// <param name="report">Writes an error: what is thrown at the end of a pipeline the engine drops.</param>
    /// <param name="stored">Called when the upload has ended.</param>
    public ObjectWriter(R2DriveInfo drive, R2TransferManager manager, Func<R2Content, R2UploadRequest> request, WritingOptions options, Action<Exception> report, Action stored)
    {
        (_drive, _options, _report, _stored) = (drive, options, report, stored);
        _drive.Open.Add(_run);
        _upload = _run.Start(async cancellation =>
        {
            try
            {
                return await manager.UploadAsync(request(R2Content.FromStream(_pipe, "pipeline")), cancellation).ConfigureAwait(false);
            }
            finally
            {
                // Nobody reads any more, so nobody has to wait to write.
                await _pipe.DisposeAsync().ConfigureAwait(false);
            }
        });
    }

    public IList Write(IList content)
    {
        foreach (object? item in content)
        {
            try
            {
                _pipe.Add(ToBytes(item is PSObject wrapped ? wrapped : PSObject.AsPSObject(item ?? "")), _run.ServeUntil);
            }
            catch (R2Exception exception)
            {
                _isAborted = true;
                throw DriveErrors.WithRecord(exception);
            }

            if (_upload.IsFaulted)
            {
                _isAborted = true;
                throw DriveErrors.WithRecord(_upload.Exception!.InnerException!);
            }
        }

        return content;
    }

    public void Seek(long offset, SeekOrigin origin)
    {
        _isAborted = true;
        throw DriveErrors.WithRecord(new R2Exception("DriveNotSupported", "An object cannot be added to, only be written as a whole."));
    }

    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            if (_isAborted || _run.IsStopping || EngineCaller.IsClearingAway)
            {
                _run.Stop();
                return;
            }

            _pipe.Complete(_run.ServeUntil);
            _run.ServeUntil(_upload);
            _upload.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is R2Exception or IOException)
        {
            _report(exception);
        }
        finally
        {
            _drive.Open.Remove(_run);
            _run.Dispose();
            _stored();
        }
    }

    public void Dispose() => Close();

    private byte[] ToBytes(PSObject item)
    {
        if (_options.Bytes)
        {
            return item.BaseObject switch
            {
                byte single => [single],
                byte[] several => several,
                _ => throw new R2Exception(R2ErrorCodes.InvalidArgument, $"With -AsByteStream each value must be a byte or an array of bytes; '{item}' is a {item.BaseObject.GetType().Name}."),
            };
        }

        byte[] text = _options.Encoding.GetBytes(_options.NoNewline ? item.ToString() : item + "\n");
        byte[] bytes = _isFirst && _options.Encoding.Preamble.Length > 0 ? [.. _options.Encoding.Preamble, .. text] : text;
        _isFirst = false;
        return bytes;
    }
}
