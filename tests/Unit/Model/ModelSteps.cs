using CsCheck;

namespace R2.Unit.Model;

/// <summary>Random sequences of steps. Smaller numbers are simpler steps, so what fails shrinks towards a plain file without trouble.</summary>
internal static class ModelSteps
{
    private const int Part = TransferWorld.Part;
    private const int Threshold = TransferWorld.Threshold;

    /// <summary>Every boundary: of nothing, of one request, of parts.</summary>
    public static IReadOnlyList<int> Sizes { get; } =
        [0, 1, 1000, Threshold - 1, Threshold, Threshold + 1, Part - 1, Part, Part + 1, (2 * Part) - 1, 2 * Part, (2 * Part) + 1];

    /// <summary>The second and third are one key at R2, by their Unicode form.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["a", "dir/\u00e9", "dir/e\u0301", "A", "a/../b", "a//b/", "t. ", "100%25+[x]*?\u0001", new string('k', 255) + "/\ud83d\ude00"];

    public static IReadOnlyList<UnixFileMode> Modes { get; } =
        [(UnixFileMode)0b110_100_100, (UnixFileMode)0b110_000_000, (UnixFileMode)0b111_101_101, (UnixFileMode)0b100_000_000, (UnixFileMode)0b110_110_110];

    private static readonly ModelAction[] s_actions =
    [
        ModelAction.Upload, ModelAction.Upload, ModelAction.Upload, ModelAction.UploadAgain, ModelAction.UploadAgain, ModelAction.Download, ModelAction.Download, ModelAction.DownloadAgain,
        ModelAction.Copy, ModelAction.Move, ModelAction.SetMetadata, ModelAction.Delete, ModelAction.TwoUploads, ModelAction.TwoDownloads,
    ];

    public static Gen<ModelStep[]> Sequences { get; } = Step().Array[1, 8];

    private static Gen<ModelStep> Step()
    {
        Gen<ModelAction> action = Gen.Int[0, s_actions.Length - 1].Select(static number => s_actions[number]);
        Gen<Trouble> trouble = Gen.Frequency((5, Gen.Const(Trouble.None)), (6, Gen.Enum<Trouble>()));
        Gen<SourceKind> source = Gen.Frequency((5, Gen.Const(SourceKind.Plain)), (4, Gen.Enum<SourceKind>()));
        Gen<(ModelAction, int, int, int)> what = Gen.Select(action, Gen.Int[0, Keys.Count - 1], Gen.Int[0, Keys.Count - 1], Gen.Int[0, 2]);
        Gen<(int, int, SourceKind, TargetKind)> where = Gen.Select(Size(), Gen.Int[1, 3], source, Gen.Enum<TargetKind>());
        Gen<(int, int, bool)> how = Gen.Select(Gen.Int[0, Modes.Count - 1], Gen.Int[0, 3], Gen.Bool);
        Gen<(Trouble, int)> meanwhile = Gen.Select(trouble, Gen.Int[1, 6]);
        return Gen.Select(what, where, how, meanwhile, static (what, where, how, meanwhile) => new ModelStep
        {
            Action = what.Item1,
            Key = what.Item2,
            OtherKey = what.Item3,
            File = what.Item4,
            Size = where.Item1,
            Seed = where.Item2,
            Source = where.Item3,
            Target = where.Item4,
            Mode = how.Item1,
            Options = how.Item2,
            Resume = how.Item3,
            Trouble = meanwhile.Item1,
            AtRequest = meanwhile.Item2,
        });
    }

    /// <summary>Small ones mostly: of the others each takes a hundred times as long.</summary>
    private static Gen<int> Size() => Gen.Frequency((3, Gen.Int[0, 5]), (2, Gen.Int[6, Sizes.Count - 1]));
}
