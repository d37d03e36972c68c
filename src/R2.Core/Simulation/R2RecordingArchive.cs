using System.IO.Compression;
using System.Security.Cryptography;
using R2.Simulation.Format;
using R2.Transfer.Paths;

namespace R2.Simulation;

/// <summary>Recordings as one file: a zip archive of the folder.</summary>
public static class R2RecordingArchive
{
    /// <summary>Packs a whole recording.</summary>
    /// <param name="path">Folder of the recording.</param>
    /// <param name="archive">File to make.</param>
    /// <param name="overwrite">Replaces a file of that name.</param>
    /// <exception cref="R2Exception">There is no whole recording in the folder, or the file exists (<c>FileExists</c>).</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Export(string path, string archive, bool overwrite = false)
    {
        IReadOnlyList<RecordedExchange> exchanges = RecordingReader.Read(path);
        if (File.Exists(archive) && !overwrite)
        {
            throw new R2Exception(R2ErrorCodes.FileExists, $"The file '{archive}' exists.");
        }

        using PartialFile file = PartialFile.Create(archive, ownerOnly: true);
        using (ZipArchive zip = new(file.Content, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntryFromFile(RecordingFormat.IndexOf(path), RecordingFormat.IndexFile);
            foreach (string body in exchanges.Select(static e => e.Answer?.Body.File).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                zip.CreateEntryFromFile(RecordingFormat.BodyOf(path, body), $"{RecordingFormat.BodyFolder}/{body}");
            }
        }

        file.Commit(overwrite);
    }

    /// <summary>Unpacks a recording, and checks that every body is what its name says.</summary>
    /// <param name="archive">File.</param>
    /// <param name="path">Folder to make.</param>
    /// <param name="overwrite">Replaces a whole recording in that folder.</param>
    /// <exception cref="R2Exception">The file is no archive of a recording, or something is in the folder.</exception>
    /// <exception cref="IOException">The file cannot be read, or the folder cannot be written.</exception>
    public static void Import(string archive, string path, bool overwrite = false)
    {
        string unpacked = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))}{RecordingFormat.UnfinishedBody}{Guid.NewGuid():N}";
        try
        {
            Unpack(archive, unpacked);
            _ = RecordingReader.Read(unpacked);
            RecordingFolder.Prepare(path, overwrite);
            RecordingFolder.Move(unpacked, path);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(archive, e.Message);
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static void Unpack(string archive, string folder)
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        // Looked at before anything is written: names decide where files go.
        List<(ZipArchiveEntry Entry, string? Body)> entries = [.. zip.Entries.Where(static e => !e.FullName.EndsWith('/')).Select(e => (e, BodyOf(e, archive)))];
        ZipArchiveEntry index = entries.Find(static e => e.Body is null).Entry ?? throw Damaged(archive, $"{RecordingFormat.IndexFile} is missing");
        PrivateFiles.CreateFolder(Path.Combine(folder, RecordingFormat.BodyFolder));
        Extract(index, RecordingFormat.IndexOf(folder));
        foreach ((ZipArchiveEntry entry, string? body) in entries.Where(static e => e.Body is not null))
        {
            Extract(entry, RecordingFormat.BodyOf(folder, body!));
            CheckBody(archive, RecordingFormat.BodyOf(folder, body!), body!);
        }
    }

    /// <summary>With none of the rights that the archive asks for.</summary>
    private static void Extract(ZipArchiveEntry entry, string path)
    {
        using Stream from = entry.Open();
        using FileStream to = PrivateFiles.Create(path, 64 * 1024);
        from.CopyTo(to);
    }

    private static string? BodyOf(ZipArchiveEntry entry, string archive) => entry.FullName switch
    {
        RecordingFormat.IndexFile => null,
        { } name when name.StartsWith(RecordingFormat.BodyFolder + "/", StringComparison.Ordinal) && RecordingFormat.IsSha256(entry.Name)
            && name.Length == RecordingFormat.BodyFolder.Length + 1 + entry.Name.Length => entry.Name,
        { } name => throw Damaged(archive, $"'{name}' is not a file of a recording"),
    };

    private static void CheckBody(string archive, string file, string hash)
    {
        using FileStream body = File.OpenRead(file);
        if (!Convert.ToHexString(SHA256.HashData(body)).Equals(hash, StringComparison.OrdinalIgnoreCase))
        {
            throw Damaged(archive, $"the body {hash} has another SHA-256");
        }
    }

    private static R2Exception Damaged(string archive, string why) => new(R2ErrorCodes.InvalidRecording, $"'{archive}' is no archive of a recording: {why.TrimEnd('.')}.");
}
