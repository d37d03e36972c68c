using R2.Emulator.Http.Messages;
using R2.Emulator.Xml;

namespace R2.Emulator.Errors;

/// <summary>Makes an error response: a document without a namespace, or no body for HEAD.</summary>
internal static class ErrorReply
{
    public static HttpReply From(S3Exception error, string method)
    {
        HttpReply reply = HttpReply.Xml(Document(error), error.Status);
        reply.HasUnknownLength = method == "HEAD";
        return reply;
    }

    public static string Document(S3Exception error) => XmlText.Bare("Error", xml =>
    {
        xml.Element("Code", error.Code).Element("Message", error.Message);
        foreach ((string? name, string? value) in error.Details)
        {
            xml.Element(name, value);
        }
    });
}
