
namespace R2.Simulation.Format;

/// <summary>The folder that a recording lies in.</summary>
internal static class RecordingFolder
{
    /// <summary>Whether there is something that claims to be a recording.</summary>
    public static bool HoldsRecording(string folder) => File.Exists(RecordingFormat.IndexOf(folder));

    /// <summary>Makes the folder ready for a new recording. Nothing but a whole recording that this version can read is ever removed.</summary>
    /// <exception cref="R2Exception">Something is there that may not be overwritten.</exception>
    public static void Prepare(string folder, bool overwrite)
    {
        if (File.Exists(folder))
        {
            throw new R2Exception(R2ErrorCodes.RecordingExists, $"'{folder}' is a file; a recording is a folder.");
        }

        if (HoldsRecording(folder))
        {
            // Fails on a recording that was cut short or is newer: somebody should look at it before it is gone.
            _ = RecordingReader.Read(folder);
            if (!overwrite)
            {
                throw new R2Exception(R2ErrorCodes.RecordingExists, $"There is a recording in '{folder}'.");
            }

            Remove(folder);
        }
        else if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new R2Exception(R2ErrorCodes.RecordingExists, $"The folder '{folder}' holds something else than a recording.");
        }

        PrivateFiles.CreateFolder(folder);
    }

    /// <summary>Moves a recording into a folder that is ready for it.</summary>
    public static void Move(string from, string to)
    {
        PrivateFiles.CreateFolder(Path.Combine(to, RecordingFormat.BodyFolder));
        foreach (string body in Directory.EnumerateFiles(Path.Combine(from, RecordingFormat.BodyFolder)))
        {
            File.Move(body, RecordingFormat.BodyOf(to, Path.GetFileName(body)), overwrite: true);
        }

        // Last: what has no index is no recording.
        File.Move(RecordingFormat.IndexOf(from), RecordingFormat.IndexOf(to));
    }

    public static void RemoveUnfinishedBodies(string folder)
    {
        string bodies = Path.Combine(folder, RecordingFormat.BodyFolder);
        if (Directory.Exists(bodies))
        {
            foreach (string file in Directory.EnumerateFiles(bodies, "*" + RecordingFormat.UnfinishedBody))
            {
                File.Delete(file);
            }
        }
    }

    private static void Remove(string folder)
    {
        string bodies = Path.Combine(folder, RecordingFormat.BodyFolder);
        foreach (string body in Directory.Exists(bodies) ? Directory.EnumerateFiles(bodies) : [])
        {
            if (RecordingFormat.IsSha256(Path.GetFileName(body)))
            {
                File.Delete(body);
            }
        }

        File.Delete(RecordingFormat.IndexOf(folder));
    }
}
