using R2.Sync.Listing;
using R2.Unit.Support;

namespace R2.Unit.Core.Sync;

/// <summary>What the whole process holds is measured, so nothing else may run.</summary>
[Collection(ProcessState.Name)]
public sealed class NameArenaTests
{
    [Fact]
    public void Names_OfAFolder_LieInOneArray()
    {
        string folder = Directory.CreateTempSubdirectory("r2-names-").FullName;
        try
        {
            for (int i = 0; i < 20_000; i++)
            {
                File.Create(Path.Combine(folder, $"a file with a name of some length {i:D6}")).Dispose();
            }

            _ = NameArena.Read(Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            NameArena names = NameArena.Read(folder);
            long held = GC.GetTotalMemory(forceFullCollection: true) - before;

            Assert.Equal((20_001, "a file with a name of some length 000000", "empty/"), (names.Count, names[0], names[20_000]));

            // 40 bytes of the name, twice as much where the array has just grown, and two numbers; a string would have 102 and its place in a list.
            Assert.InRange(held, 20_000 * 40, 20_000 * 110);
            GC.KeepAlive(names);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
