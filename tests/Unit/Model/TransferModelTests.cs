using System.Globalization;
using CsCheck;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>
/// Random sequences of transfers, with trouble of all kinds, judged from outside. A failure is shrunk to the fewest and simplest steps and printed with its seed:
/// <c>CsCheck_Seed=&lt;seed&gt;</c> begins with it. <c>R2_MODEL_SECONDS</c> makes it run for that long; see docs/proof.md.
/// </summary>
public sealed class TransferModelTests
{
    private const int Usual = 40;

    private static readonly int s_seconds = int.Parse(Environment.GetEnvironmentVariable(CleanEnvironment.ModelSeconds) ?? "0", CultureInfo.InvariantCulture);

    [UnixFact("Links, pipes and modes are those of Unix.")]
    public Task Transfers_AnyStepsWithAnyTrouble_NeverLoseOrMangleAnything()
    {
        return ModelSteps.Sequences.SampleAsync(
            static async steps =>
            {
                await using TransferWorld world = new();
                foreach (ModelStep step in steps)
                {
                    await world.RunAsync(step);
                }
            },
            iter: s_seconds > 0 ? -1 : Usual,
            time: s_seconds > 0 ? s_seconds : -1,
            threads: 1,
            print: static steps => string.Join("\n", steps.Select(static step => step.ToString())));
    }
}
