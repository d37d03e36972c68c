using R2.Files;

namespace R2.Sync.Listing;

/// <summary>
/// What a file shows of itself without being read. If all of it is as it was, so are its bytes, but for one thing: who writes twice within one step of the file system's clock
/// changes nothing of it.
/// </summary>
/// <param name="Written">When it was written to last.</param>
/// <param name="Changed">When that, its rights or its name were changed last, which no program can set; nothing on Windows.</param>
/// <param name="Number">Its number in the file system (inode); 0 on Windows.</param>
internal readonly record struct FileStamp(FileTime Written, FileTime Changed, long Number);
