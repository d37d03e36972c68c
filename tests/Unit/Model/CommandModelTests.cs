using System.Globalization;
using System.Text;
using CsCheck;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>
/// Random trees through the cmdlets: stored, moved, read back and removed, with single requests refused. What is at the server is judged by
/// <see cref="PlainStore"/>, what is on the disk by the file system.
/// </summary>
public sealed class CommandModelTests : CmdletTest
{
    private const int Usual = 20;

    private static readonly int s_seconds = int.Parse(Environment.GetEnvironmentVariable(CleanEnvironment.ModelSeconds) ?? "0", CultureInfo.InvariantCulture);

    private int _number;

    [UnixFact("Links, pipes and modes are those of Unix.")]
    public async Task Trees_OfAnyFilesAndNames_AreStoredMovedReadAndRemovedWhole()
    {
        using PlainStore store = new(Emulator.Endpoint, Bucket, Emulator.AccessKeyId, Emulator.SecretAccessKey);
        await store.PutAsync("bystander", "stays"u8.ToArray());
        await TreeCase.Any.SampleAsync(
            tree => RunAsync(store, tree),
            iter: s_seconds > 0 ? -1 : Usual,
            time: s_seconds > 0 ? s_seconds : -1,
            threads: 1,
            print: static tree => tree.ToString());
    }

    private async Task RunAsync(PlainStore store, TreeCase tree)
    {
        string name = $"t{_number++}";
        string root = Path.Combine(Folder, name);
        RandomTree files = new(root, tree);
        try
        {
            await StoreAsync(store, tree, files, root, name);
            await MoveAsync(store, tree, name);
            await ReadAsync(store, tree, name);
            Run($"Get-R2ObjectList | Where-Object Key -ne bystander | Remove-R2Object -Confirm:$false").ThrowIfFailed();
            Assert.Equal(["bystander"], (await store.ListAsync()).Keys);
        }
        finally
        {
            Emulator.Faults.Clear();
            foreach (string key in (await store.ListAsync()).Keys.Where(static key => key != "bystander"))
            {
                await store.DeleteAsync(key);
            }

            foreach (string folder in Directory.GetDirectories(Folder, name + "*"))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Every file is an object with its bytes or an error row; two spellings of one key are one object and one error.</summary>
    private async Task StoreAsync(PlainStore store, TreeCase tree, RandomTree files, string root, string name)
    {
        Refuse("PutObject", tree.RefusedPut);
        Session.Set("root", root);
        PowerShellResult result = Run("Write-R2Object -LiteralPath $root -Recurse");
        Emulator.Faults.Clear();
        Assert.Null(result.Failure);
        Dictionary<string, StoredObject> stored = await ObjectsAsync(store);
        ILookup<string, byte[]> expected = files.Files.ToLookup(file => Identity($"{name}/{file.Key}"), static file => file.Value);
        int refused = tree.RefusedPut > 0 && tree.RefusedPut <= expected.Count ? 1 : 0;
        int duplicates = files.Files.Count - expected.Count;
        Assert.Equal(files.Bad.Count + duplicates + refused, result.Errors.Count);
        Assert.Equal(expected.Count - refused, stored.Count);
        Assert.Equal(stored.Count, result.Output.Count);
        foreach ((string key, StoredObject actual) in stored)
        {
            Assert.True(expected[key].Any(content => actual.Bytes.AsSpan().SequenceEqual(content)), $"'{key}' is none of its files: {actual}");
        }
    }

    /// <summary>Nothing is lost by a move, whatever fails: each content is at one of its places, and at one alone.</summary>
    private async Task MoveAsync(PlainStore store, TreeCase tree, string name)
    {
        Dictionary<string, StoredObject> before = await ObjectsAsync(store);
        Refuse("CopyObject", tree.RefusedCopy);
        PowerShellResult result = Run($"Get-R2ObjectList -Prefix {name}/ | Move-R2Object -DestinationKey {{ 'moved/' + $_.Key }}");
        Emulator.Faults.Clear();
        Assert.Null(result.Failure);
        int refused = tree.RefusedCopy > 0 && tree.RefusedCopy <= before.Count ? 1 : 0;
        Assert.Equal(refused, result.Errors.Count);
        Dictionary<string, StoredObject> after = await ObjectsAsync(store);
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(refused, after.Keys.Count(key => key.StartsWith(name + "/", StringComparison.Ordinal)));
        foreach ((string key, StoredObject expected) in before)
        {
            StoredObject? actual = after.GetValueOrDefault("moved/" + key) ?? after.GetValueOrDefault(key);
            Assert.True(actual?.HasContentOf(expected), $"'{key}' was {expected}, and is {actual?.ToString() ?? "not there"}");
        }
    }

    /// <summary>Every object is a file below its folder, with its bytes and no more permissions than a new file has, or an error row.</summary>
    private async Task ReadAsync(PlainStore store, TreeCase tree, string name)
    {
        Dictionary<string, StoredObject> stored = await ObjectsAsync(store);
        string down = Path.Combine(Folder, name + ".down");
        Session.Set("down", down);
        Refuse("GetObject", tree.RefusedGet);
        PowerShellResult result = Run("Get-R2ObjectList | Where-Object Key -ne bystander | Read-R2Object -Path $down -SanitizeNames");
        Emulator.Faults.Clear();
        Assert.Null(result.Failure);
        int refused = tree.RefusedGet > 0 && tree.RefusedGet <= stored.Count ? 1 : 0;
        Assert.Equal(refused, result.Errors.Count);
        string[] read = Directory.Exists(down) ? [.. Directory.EnumerateFiles(down, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })] : [];
        Assert.Equal(stored.Count - refused, read.Length);
        List<string> wanted = [.. stored.Values.Select(static one => Convert.ToHexString(one.Bytes))];
        foreach (string file in read)
        {
            Assert.True(wanted.Remove(Convert.ToHexString(await File.ReadAllBytesAsync(file))), $"'{file}' is none of the objects, or one of them a second time");
            Assert.Equal(UnixFileMode.None, LocalFile.Of(file).Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.UserExecute));
        }
    }

    private void Refuse(string operation, int number)
    {
        if (number > 0)
        {
            Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = operation, SkipFirst = number - 1, Times = 1 });
        }
    }

    private static async Task<Dictionary<string, StoredObject>> ObjectsAsync(PlainStore store)
    {
        Dictionary<string, StoredObject> objects = [];
        foreach (string key in (await store.ListAsync()).Keys.Where(static key => key != "bystander"))
        {
            objects.Add(Identity(key), (await store.GetAsync(key))!);
        }

        return objects;
    }

    private static string Identity(string key) => key.Normalize(NormalizationForm.FormC);
}
