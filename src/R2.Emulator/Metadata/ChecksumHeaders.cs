using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Storage.Objects;
using R2.Emulator.Xml;

namespace R2.Emulator.Metadata;

/// <summary>A stored checksum in a response.</summary>
internal static class ChecksumHeaders
{
    public static void Write(StoredChecksum? checksum, HttpReply reply)
    {
        if (checksum is not null)
        {
            reply.With(ChecksumAlgorithms.HeaderOf(checksum.Algorithm), checksum.Value).With("x-amz-checksum-type", checksum.Type);
        }
    }

    public static XmlText Write(this XmlText xml, StoredChecksum? checksum) =>
        checksum is null ? xml : xml.Element("Checksum" + checksum.Algorithm, checksum.Value).Element("ChecksumType", checksum.Type);
}
