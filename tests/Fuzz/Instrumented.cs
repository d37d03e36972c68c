using System.Reflection;
using System.Runtime.Loader;
using SharpFuzz;

namespace R2.Fuzz;

/// <summary>
/// The program once more, with libraries in which SharpFuzz has put a count at every branch: inputs that reach new code are kept and changed further.
/// It is done in memory of this process and in a temporary folder: what was built stays as it is.
/// </summary>
internal sealed class Instrumented : AssemblyLoadContext
{
    private static readonly string[] s_instrumented = ["R2.Core", "R2.Cmdlets"];

    private readonly string _folder;

    private Instrumented(string folder)
        : base("instrumented") => _folder = folder;

    /// <summary>Status of the program; null where it should run as it is.</summary>
    public static int? Run(string[] arguments)
    {
        if (FuzzOptions.Parse(arguments) is { Plain: true } or { Input: not null })
        {
            return null;
        }

        string folder = Directory.CreateTempSubdirectory("r2-fuzz-").FullName;
        try
        {
            foreach (string name in s_instrumented)
            {
                string copy = Path.Combine(folder, name + ".dll");
                File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".dll"), copy);
                _ = Fuzzer.Instrument(copy, static _ => true, Options.Value).Count();
            }

            Assembly program = new Instrumented(folder).LoadFromAssemblyPath(typeof(Instrumented).Assembly.Location);
            return (int)program.GetType(typeof(FuzzProgram).FullName!)!.GetMethod(nameof(FuzzProgram.Start))!.Invoke(null, [arguments])!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        s_instrumented.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(_folder, assemblyName.Name + ".dll")) : null;
}
