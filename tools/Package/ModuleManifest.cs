using System.Collections;
using System.Management.Automation.Language;

namespace R2.Package;

/// <summary>What R2.psd1 says. Read as data, by PowerShell's own parser; nothing in it runs.</summary>
internal sealed class ModuleManifest
{
    private readonly Hashtable _values;
    private readonly Hashtable _gallery;

    private ModuleManifest(Hashtable values)
    {
        _values = values;
        _gallery = (values["PrivateData"] as Hashtable)?["PSData"] as Hashtable ?? throw new InvalidDataException("The manifest has no PrivateData.PSData.");
    }

    public string Version => Text(_values, "ModuleVersion");

    public string Author => Text(_values, "Author");

    public string Copyright => Text(_values, "Copyright");

    public string Description => Text(_values, "Description");

    public string LicenseUri => Text(_gallery, "LicenseUri");

    public string ReleaseNotes => Text(_gallery, "ReleaseNotes");

    public IEnumerable<string> Cmdlets => List(_values, "CmdletsToExport");

    public IEnumerable<string> Tags => List(_gallery, "Tags");

    /// <exception cref="InvalidDataException">The file is no module manifest.</exception>
    public static ModuleManifest Read(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        return errors.Length == 0 && script.Find(static ast => ast is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
            ? new((Hashtable)table.SafeGetValue())
            : throw new InvalidDataException($"'{path}' is no module manifest. {errors.FirstOrDefault()?.Message}");
    }

    private static string Text(Hashtable table, string name) =>
        table[name] as string is { Length: > 0 } text ? text : throw new InvalidDataException($"The manifest has no {name}, and the Gallery wants it.");

    private static IEnumerable<string> List(Hashtable table, string name) =>
        table[name] is IEnumerable list ? list.Cast<string>() : throw new InvalidDataException($"The manifest has no {name}, and the Gallery wants it.");
}
