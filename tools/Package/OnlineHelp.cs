using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace R2.Package;

/// <summary>
/// Gives the help of the package the addresses of its pages at the repository that publishes it: Get-Help -Online opens the first link of a command.
/// https://learn.microsoft.com/powershell/scripting/developer/help/how-to-add-related-links-to-a-cmdlet-help-topic
/// </summary>
internal static class OnlineHelp
{
    public const string Path = "en-US/R2.Cmdlets.dll-Help.xml";

    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static byte[] Link(string help, Origin origin)
    {
        XDocument document = XDocument.Parse(help);
        Dictionary<string, XElement> commands = document.Root!.Elements(s_command + "command").ToDictionary(Name, StringComparer.Ordinal);
        foreach ((string name, XElement command) in commands)
        {
            XElement links = command.Element(s_command + "relatedLinks")!;
            foreach (XElement other in links.Elements().Where(link => commands.ContainsKey(Text(link))))
            {
                other.SetElementValue(s_maml + "uri", Page(Text(other), origin));
            }

            links.AddFirst(new XElement(s_maml + "navigationLink", new XElement(s_maml + "linkText", "Online Version:"), new XElement(s_maml + "uri", Page(name, origin))));
        }

        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    private static string Name(XElement command) => command.Element(s_command + "details")!.Element(s_command + "name")!.Value;

    private static string Text(XElement link) => link.Element(s_maml + "linkText")!.Value;

    private static Uri Page(string command, Origin origin) => origin.Page($"docs/help/{command}.md");
}
