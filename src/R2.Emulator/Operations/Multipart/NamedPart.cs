using System.Globalization;
using System.Xml.Linq;
using R2.Emulator.Errors;
using R2.Emulator.Integrity;
using R2.Emulator.Routing;
using R2.Emulator.Xml;

namespace R2.Emulator.Operations.Multipart;

/// <summary>A part in the document of CompleteMultipartUpload.</summary>
internal sealed record NamedPart(int Number, string ETag, string? Checksum)
{
    /// <summary>The parts in the order of the document. A number that cannot be parsed is malformed XML; one out of range is a missing part.</summary>
    public static IReadOnlyList<NamedPart> Read(XElement document)
    {
        HashSet<int> numbers = new HashSet<int>();
        List<NamedPart> parts = new List<NamedPart>();
        foreach (XElement element in document.Children("Part"))
        {
            NamedPart part = ReadOne(element);
            if (!numbers.Add(part.Number))
            {
                throw S3Errors.InvalidPart("There was a problem with the multipart upload.");
            }

            parts.Add(part);
        }

        return parts.Count > 0 ? parts : throw S3Errors.MalformedXml();
    }

    private static NamedPart ReadOne(XElement element)
    {
        string etag = element.Text("ETag") ?? throw S3Errors.MalformedXml();
        if (!long.TryParse(element.Text("PartNumber")?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            throw S3Errors.MalformedXml();
        }

        if (number is < 1 or > PartNumber.Last)
        {
            throw S3Errors.InvalidPart();
        }

        string? checksum = ChecksumAlgorithms.All.Select(algorithm => element.Text("Checksum" + algorithm)).FirstOrDefault(value => value is not null);
        return new NamedPart((int)number, etag.Trim().Trim('"'), checksum);
    }
}
