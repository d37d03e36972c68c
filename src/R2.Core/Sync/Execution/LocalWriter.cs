using Microsoft.Win32.SafeHandles;
using R2.Files;
using R2.Models;
using R2.Sync.Listing;
using R2.Sync.Planning;

namespace R2.Sync.Execution;

/// <summary>Writes to the folder that is the destination. Whatever is replaced or removed has to be the file that was listed.</summary>
internal sealed class LocalWriter(SyncRun run)
{
    public async Task DownloadAsync(PlanRow row, R2TransferProgress progress, CancellationToken cancellationToken)
    {
        if (row.Source!.IsMarker)
        {
            Directory.CreateDirectory(run.Target!.FolderFor(row.Key));
            return;
        }

        string path = run.Target!.PathFor((row.Destination ?? row.Source).Key);
        ThrowIfChanged(row.Destination, path);
        R2DownloadRequest request = new()
        {
            BucketName = run.Source.BucketName!,
            Key = run.Source.Prefix + row.Source.Key,
            Path = path,
            Overwrite = row.Destination is not null,
            KeepFileTime = true,
            Folder = run.Target,
            Options = new GetObjectOptions { Conditions = new R2Conditions { IfMatch = row.Source.ETag } },
            Progress = progress,
            OnEvent = run.Options.OnEvent,
        };
        try
        {
            await run.SourceTransfers!.DownloadAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Kind is R2ErrorKind.Precondition or R2ErrorKind.NotFound)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"'{row.Key}' at '{run.Source}' is not what was listed.", e) { Key = row.Key };
        }
        catch (R2Exception e) when (e.Code == R2ErrorCodes.FileExists)
        {
            throw run.DestinationChanged(row.Key, e);
        }
    }

    public async Task SetTimeAsync(PlanRow row, CancellationToken cancellationToken)
    {
        string path = run.Target!.PathFor(row.Destination!.Key);
        ThrowIfChanged(row.Destination, path);
        R2ObjectInfo info = await SyncRun.HeadAsync(run.Source, row.Source!, cancellationToken).ConfigureAwait(false);
        SetTime(path, KeptTime.Of(info.Metadata) ?? row.Source!.Time);
    }

    public void Rename(PlanRow row)
    {
        string from = run.Target!.PathFor(row.Destination!.Key), to = run.Target.PathFor(row.Key);
        ThrowIfChanged(row.Destination, from);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: false);
    }

    /// <summary>Removes a file or an empty folder, and the folders that have nothing left in them by that.</summary>
    public void Delete(PlanRow row)
    {
        SyncEntry entry = row.Destination!;
        string path = entry.IsMarker ? run.Target!.FolderFor(entry.Key) : run.Target!.PathFor(entry.Key);
        if (entry.IsMarker)
        {
            DeleteFolder(entry, path);
        }
        else if (File.Exists(path))
        {
            ThrowIfChanged(entry, path);
            File.Delete(path);
        }
        else
        {
            return;
        }

        try
        {
            int depth = entry.Key.TrimEnd('/').Count(static character => character == '/');
            for (string folder = Path.GetDirectoryName(path)!; depth > row.FoldersKept; depth--, folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has something in it, or is not ours to remove.
        }
    }

    private void DeleteFolder(SyncEntry entry, string path)
    {
        try
        {
            Directory.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone.
        }
        catch (IOException e) when (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw run.DestinationChanged(entry.Key, e);
        }
    }

    private void ThrowIfChanged(SyncEntry? listed, string path)
    {
        if (listed is not null)
        {
            FileStat now = FileStat.Of(path, follow: false);
            if (now.Kind != FileKind.Regular || now.Length != listed.Size || now.Stamp != listed.Stamp)
            {
                throw run.DestinationChanged(listed.Key);
            }
        }
    }

    /// <summary>The bytes are right whatever comes of this: file systems may keep no times, or let nobody else set them.</summary>
    private static void SetTime(string path, FileTime time)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            time.TrySet(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody has it for himself.
        }
    }
}
