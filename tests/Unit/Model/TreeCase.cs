using CsCheck;

namespace R2.Unit.Model;

/// <summary>A random tree, and which requests fail while it is stored, moved and read.</summary>
/// <param name="Entries">What is in it.</param>
/// <param name="RefusedPut">Number of the upload that is refused; 0 for none.</param>
/// <param name="RefusedCopy">Number of the copy that is refused; 0 for none.</param>
/// <param name="RefusedGet">Number of the download that is refused; 0 for none.</param>
public sealed record TreeCase(TreeEntry[] Entries, int RefusedPut, int RefusedCopy, int RefusedGet)
{
    internal static Gen<TreeCase> Any { get; } = Gen.Select(
        Entry().Array[0, 12],
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 4])),
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 4])),
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 4])),
        static (entries, put, copy, get) => new TreeCase([.. entries.DistinctBy(static entry => entry.Path)], put, copy, get));

    public override string ToString() => $"puts {RefusedPut}, copies {RefusedCopy}, gets {RefusedGet} are refused, of\n{string.Join('\n', Entries.Select(static entry => entry.ToString()))}";

    private static Gen<TreeEntry> Entry() => Gen.Select(
        Gen.Int[0, TreeEntry.Folders.Count - 1],
        Gen.Int[0, TreeEntry.Names.Count - 1],
        Gen.Frequency((3, Gen.Const(TreeKind.File)), (2, Gen.Enum<TreeKind>())),
        Gen.Int[0, 1000],
        Gen.Int[0, ModelSteps.Modes.Count - 1],
        static (folder, name, kind, seed, mode) => new TreeEntry(folder, name, kind, seed, mode));
}
