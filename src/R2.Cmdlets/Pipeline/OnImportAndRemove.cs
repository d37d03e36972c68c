using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace R2.Cmdlets.Pipeline;

/// <summary>Finds the assemblies that the module keeps apart in <c>bin/dependencies</c>, the first time one of their types is used.</summary>
public sealed class OnImportAndRemove : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string s_dependencies = Path.Combine(
        Path.GetDirectoryName(typeof(OnImportAndRemove).Assembly.Location)!, "dependencies");

    private static readonly PrivateContext s_private = new();

    // Each runspace that imports the module adds the handler, and takes its own away again.
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    // Into the default context, where PowerShell looks types up, so that [R2.Emulator.…] resolves at the prompt; R2.Resilience into one of our own,
    // with its Polly: every Polly 8 has the version 8.0.0.0, and one that another module loaded before would take its place.
    // By path: LoadFromAssemblyName would raise Resolving again, and recurse until the process dies when the file is missing.
    // https://learn.microsoft.com/dotnet/core/dependency-loading/understanding-assemblyloadcontext
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => name.Name switch
    {
        "R2.Emulator" => Load(context, name),
        "R2.Resilience" => Load(s_private, name),
        _ => null,
    };

    private static Assembly? Load(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(s_dependencies, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    private sealed class PrivateContext() : AssemblyLoadContext("R2")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => OnImportAndRemove.Load(this, assemblyName);
    }
}
