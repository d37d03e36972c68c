using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using R2.Sync.Shards;

namespace R2.Unit.Core.Sync;

public sealed class R2ShardTests
{
    [Theory]
    [InlineData("a.txt", 11703091639316506021, 1, 1, 5)]
    [InlineData("dir/b.txt", 7244579737830398800, 0, 1, 0)]
    [InlineData("Dir/B.TXT", 7244579737830398800, 0, 1, 0)]
    [InlineData("caf\u00e9.txt", 4839619970746672420, 0, 1, 4)]
    [InlineData("cafe\u0301.txt", 4839619970746672420, 0, 1, 4)]
    [InlineData("x/y/z 1.bin", 8204718890046570894, 0, 0, 6)]
    public void Hash_Key_IsRclones(string key, ulong hash, int ofTwo, int ofThree, int ofEight)
    {
        Assert.Equal(hash, R2Shard.Hash(key));
        Assert.All([(ofTwo, 2), (ofThree, 3), (ofEight, 8)], place =>
            Assert.Equal([place.Item1], Enumerable.Range(0, place.Item2).Where(index => new R2Shard(index, place.Item2).Contains(key))));
    }

    /// <summary>
    /// SHA-256 of unicode.ToLower of every code point but surrogates, in order, each as four bytes from the lowest: of Go 1.19 with what Unicode 14 added, which is what Go
    /// has had since 1.21.
    /// </summary>
    [Fact]
    public void LowerCase_EveryCodePoint_IsGos()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[4];
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.TryCreate(value, out Rune rune))
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, value < 0x80 ? LowerCase.Of(rune.ToString())[0] : LowerCase.Of(rune).Value);
                hash.AppendData(bytes);
            }
        }

        Assert.Equal("10a1522878b42be935ecf849f2689253e6818040e1f683683336581cebb3fd47", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Theory]
    [InlineData("0/3", 0, 3)]
    [InlineData("2/3", 2, 3)]
    [InlineData("3/3", 0, 3)]
    [InlineData("1/1", 0, 1)]
    public void Parse_Text_IsIndexAndCount(string text, int index, int count)
    {
        R2Shard shard = R2Shard.Parse(text);
        Assert.Equal((index, count), (shard.Index, shard.Count));
        Assert.Equal($"{index}/{count}", shard.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("4/3")]
    [InlineData("-1/3")]
    [InlineData("0/0")]
    [InlineData("1/x")]
    [InlineData("1/2/3")]
    public void Parse_NoShard_IsRefused(string text) => Assert.Equal(R2ErrorCodes.InvalidSetting, Assert.Throws<R2Exception>(() => R2Shard.Parse(text)).Code);

    [Fact]
    public void Contains_Default_IsEverything()
    {
        Assert.True(default(R2Shard).Contains("a"));
        Assert.Equal(new R2Shard(0, 1), default);
    }

    [Theory]
    [InlineData("R2_SHARD_INDEX=1 R2_SHARD_COUNT=3", null, "1/3")]
    [InlineData("SYSTEM_JOBPOSITIONINPHASE=1 SYSTEM_TOTALJOBSINPHASE=4", null, "0/4")]
    [InlineData("CI_NODE_INDEX=4 CI_NODE_TOTAL=4", null, "3/4")]
    [InlineData("CIRCLE_NODE_INDEX=2 CIRCLE_NODE_TOTAL=4", null, "2/4")]
    [InlineData("BUILDKITE_PARALLEL_JOB=0 BUILDKITE_PARALLEL_JOB_COUNT=2", null, "0/2")]
    [InlineData("JOB_COMPLETION_INDEX=2", 5, "2/5")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=2", 5, "2/5")]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=4", null, "2/4")]
    [InlineData("SLURM_ARRAY_TASK_ID=30 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_STEP=10 SLURM_ARRAY_TASK_COUNT=3", null, "2/3")]
    [InlineData("SYSTEM_JOBPOSITIONINPHASE=1 SYSTEM_TOTALJOBSINPHASE=1 JOB_COMPLETION_INDEX=1", 3, "1/3")]
    [InlineData("JOB_COMPLETION_INDEX= R2_SHARD_INDEX=0 R2_SHARD_COUNT=2", 2, "0/2")]
    public void Read_Variables_AreTheEnginesShard(string variables, int? count, string shard) => Assert.Equal(R2Shard.Parse(shard), Read(variables, count));

    [Theory]
    [InlineData("", null, "R2_SHARD_INDEX")]
    [InlineData("JOB_COMPLETION_INDEX=2", null, "-ShardCount")]
    [InlineData("JOB_COMPLETION_INDEX=5", 5, "none of 5")]
    [InlineData("CI_NODE_INDEX=0 CI_NODE_TOTAL=4", null, "none of 4")]
    [InlineData("R2_SHARD_INDEX=x R2_SHARD_COUNT=2", null, "must be a number")]
    [InlineData("R2_SHARD_INDEX=0 R2_SHARD_COUNT=2", 3, "-ShardCount 3")]
    [InlineData("R2_SHARD_INDEX=0 R2_SHARD_COUNT=2 CI_NODE_INDEX=2 CI_NODE_TOTAL=2", null, "CI_NODE_INDEX that it is 1/2")]
    [InlineData("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3", null, "none of 3")]
    public void Read_VariablesThatDoNotSay_AreRefused(string variables, int? count, string why) =>
        Assert.Contains(why, Assert.Throws<R2Exception>(() => Read(variables, count)).Message, StringComparison.Ordinal);

    private static R2Shard Read(string variables, int? count)
    {
        Dictionary<string, string> environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static text => text.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);
        return ShardVariables.Read(name => environment.GetValueOrDefault(name), count);
    }
}
