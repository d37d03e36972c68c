using System.Collections.Frozen;

namespace R2.Transfer.Paths;

/// <summary>Media types by file name. https://www.iana.org/assignments/media-types/</summary>
internal static class ContentTypes
{
    /// <summary>What a name tells nothing about.</summary>
    public const string Default = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>
    {
        [".7z"] = "application/x-7z-compressed",
        [".aac"] = "audio/aac",
        [".avif"] = "image/avif",
        [".bmp"] = "image/bmp",
        [".br"] = "application/x-brotli",
        [".bz2"] = "application/x-bzip2",
        [".cjs"] = "text/javascript",
        [".css"] = "text/css",
        [".csv"] = "text/csv",
        [".doc"] = "application/msword",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".eot"] = "application/vnd.ms-fontobject",
        [".epub"] = "application/epub+zip",
        [".flac"] = "audio/flac",
        [".gif"] = "image/gif",
        [".gz"] = "application/gzip",
        [".heic"] = "image/heic",
        [".htm"] = "text/html",
        [".html"] = "text/html",
        [".ico"] = "image/vnd.microsoft.icon",
        [".ics"] = "text/calendar",
        [".jar"] = "application/java-archive",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".js"] = "text/javascript",
        [".json"] = "application/json",
        [".jsonl"] = "application/jsonl",
        [".jsonld"] = "application/ld+json",
        [".log"] = "text/plain",
        [".m3u8"] = "application/vnd.apple.mpegurl",
        [".m4a"] = "audio/mp4",
        [".map"] = "application/json",
        [".md"] = "text/markdown",
        [".mjs"] = "text/javascript",
        [".mkv"] = "video/matroska",
        [".mov"] = "video/quicktime",
        [".mp3"] = "audio/mpeg",
        [".mp4"] = "video/mp4",
        [".mpd"] = "application/dash+xml",
        [".mpeg"] = "video/mpeg",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".oga"] = "audio/ogg",
        [".ogg"] = "audio/ogg",
        [".ogv"] = "video/ogg",
        [".otf"] = "font/otf",
        [".parquet"] = "application/vnd.apache.parquet",
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".ps1"] = "text/plain",
        [".psd1"] = "text/plain",
        [".psm1"] = "text/plain",
        [".rar"] = "application/vnd.rar",
        [".rtf"] = "application/rtf",
        [".sh"] = "application/x-sh",
        [".sql"] = "application/sql",
        [".svg"] = "image/svg+xml",
        [".tar"] = "application/x-tar",
        [".tgz"] = "application/gzip",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".toml"] = "application/toml",
        [".ts"] = "video/mp2t",
        [".tsv"] = "text/tab-separated-values",
        [".ttf"] = "font/ttf",
        [".txt"] = "text/plain",
        [".vtt"] = "text/vtt",
        [".wasm"] = "application/wasm",
        [".wav"] = "audio/wav",
        [".weba"] = "audio/webm",
        [".webm"] = "video/webm",
        [".webmanifest"] = "application/manifest+json",
        [".webp"] = "image/webp",
        [".woff"] = "font/woff",
        [".woff2"] = "font/woff2",
        [".xhtml"] = "application/xhtml+xml",
        [".xls"] = "application/vnd.ms-excel",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".xml"] = "application/xml",
        [".xz"] = "application/x-xz",
        [".yaml"] = "application/yaml",
        [".yml"] = "application/yaml",
        [".zip"] = "application/zip",
        [".zst"] = "application/zstd",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Media type of a name, <see cref="Default"/> where its ending tells nothing.</summary>
    /// <param name="name">File name, path or key.</param>
    public static string Of(string name) => s_types.GetValueOrDefault(Path.GetExtension(name), Default);

    /// <summary>Media type of the first name whose ending tells one, <see cref="Default"/> where none does.</summary>
    /// <param name="name">Name that counts first, as the key.</param>
    /// <param name="otherwise">Name that counts where the first tells nothing, as the file's.</param>
    public static string Of(string name, string otherwise) => Of(name) is var type && type == Default ? Of(otherwise) : type;
}
