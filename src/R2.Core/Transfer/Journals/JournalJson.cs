using System.Text.Json.Serialization;
using R2.Transfer.Download;
using R2.Transfer.Upload;

namespace R2.Transfer.Journals;

/// <summary>The lines of journals as JSON, by code that the compiler writes: by reflection the first line would cost the compiling of 150 methods.</summary>
[JsonSerializable(typeof(JournalFile.Header))]
[JsonSerializable(typeof(UploadJournal.Line), TypeInfoPropertyName = "UploadJournalLine")]
[JsonSerializable(typeof(DownloadJournal.Line), TypeInfoPropertyName = "DownloadJournalLine")]
internal sealed partial class JournalJson : JsonSerializerContext;
