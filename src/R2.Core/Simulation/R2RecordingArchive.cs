using System.IO.Compression;
using System.Security.Cryptography;

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
            throw new R2Exception("FileExists", $"The file '{archive}' exists.");
        }

        string unfinished = archive + RecordingFormat.UnfinishedBody;
        try
        {
            using (ZipArchive zip = ZipFile.Open(unfinished, ZipArchiveMode.Create))
            {
                zip.CreateEntryFromFile(RecordingFormat.IndexOf(path), RecordingFormat.IndexFile);
                foreach (string body in exchanges.Select(static e => e.Answer?.Body.File).OfType<string>().Distinct().Order(StringComparer.Ordinal))
                {
                    zip.CreateEntryFromFile(RecordingFormat.BodyOf(path, body), $"{RecordingFormat.BodyFolder}/{body}");
                }
            }

            File.Move(unfinished, archive, overwrite);
        }
        finally
        {
            File.Delete(unfinished);
        }
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
        Directory.CreateDirectory(Path.Combine(folder, RecordingFormat.BodyFolder));
        index.ExtractToFile(RecordingFormat.IndexOf(folder));
        foreach ((ZipArchiveEntry entry, string? body) in entries.Where(static e => e.Body is not null))
        {
            entry.ExtractToFile(RecordingFormat.BodyOf(folder, body!));
            CheckBody(archive, RecordingFormat.BodyOf(folder, body!), body!);
        }
    }

    private static string? BodyOf(ZipArchiveEntry entry, string archive) => entry.FullName switch
    {
        RecordingFormat.IndexFile => null,
        { } name when name.StartsWith(RecordingFormat.BodyFolder + "/", StringComparison.Ordinal) && RecordingFormat.IsSha256(entry.Name)
            && name.Length == RecordingFormat.BodyFolder.Length + 1 + entry.Name.Length => entry.Name,
        { } name => throw Damaged(archive, $"'{name}' is no file of a recording"),
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
