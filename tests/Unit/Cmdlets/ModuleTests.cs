using System.Management.Automation;
using System.Xml.Linq;
using R2.Cmdlets.Pipeline;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets;

public sealed class ModuleTests
{
    private static readonly Type[] s_commands =
        [.. typeof(AsyncCmdlet).Assembly.GetTypes().Where(static type => type.IsDefined(typeof(CmdletAttribute), inherit: false))];

    [Fact]
    public void OutputTypes_HaveATableAListAWideViewAndADefaultPropertySet()
    {
        XDocument views = XDocument.Load(Path.Combine(Repository.Root, "R2.Format.ps1xml"));
        XDocument types = XDocument.Load(Path.Combine(Repository.Root, "R2.Types.ps1xml"));
        IEnumerable<string> emitted = s_commands
            .SelectMany(static type => type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false).Cast<OutputTypeAttribute>())
            .SelectMany(static attribute => attribute.Type)
            .Select(static type => type.Name)
            .Where(static name => name.StartsWith("R2.", StringComparison.Ordinal))
            .Distinct();

        Assert.All(emitted, name =>
        {
            IEnumerable<XElement> own = views.Descendants("View").Where(view => view.Descendants("TypeName").Any(type => type.Value == name));
            IEnumerable<string> controls = own.Elements().Select(static element => element.Name.LocalName).Where(static element => element.EndsWith("Control", StringComparison.Ordinal));
            Assert.Equal(["ListControl", "TableControl", "WideControl"], controls.Distinct().Order(StringComparer.Ordinal));
            XElement type = Assert.Single(types.Root!.Elements("Type"), type => type.Element("Name")!.Value == name);
            Assert.Contains(type.Descendants("PropertySet"), static set => set.Element("Name")!.Value == "DefaultDisplayPropertySet");
        });
    }

    [Fact]
    public void Views_NamePropertiesThatAreThere()
    {
        Dictionary<string, Type> types = new[] { typeof(AsyncCmdlet).Assembly, typeof(R2Client).Assembly }
            .SelectMany(static assembly => assembly.GetExportedTypes()).ToDictionary(static type => type.FullName!);
        IEnumerable<(Type Type, string Name)> named =
            from view in XDocument.Load(Path.Combine(Repository.Root, "R2.Format.ps1xml")).Descendants("View")
            let type = types.GetValueOrDefault(view.Descendants("TypeName").First().Value)
            where type is not null
            from property in view.Descendants("PropertyName")
            select (Type: type, Name: property.Value);

        Assert.All(named, property => Assert.True(property.Type.GetProperty(property.Name) is not null, $"{property.Type.Name}.{property.Name}"));
    }
}
