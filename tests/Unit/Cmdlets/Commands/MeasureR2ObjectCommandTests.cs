using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class MeasureR2ObjectCommandTests : CmdletTest
{
    public MeasureR2ObjectCommandTests()
    {
        (string Key, int Length, string Class)[] objects =
            [("a", 1, "STANDARD"), ("logs/1", 10, "STANDARD"), ("logs/2", 20, "STANDARD_IA"), ("logs/deep/3", 30, "STANDARD"), ("m", 2, "STANDARD"), ("web/x", 100, "STANDARD_IA"), ("z", 4, "STANDARD")];
        foreach ((string key, int length, string storageClass) in objects)
        {
            Run($"$null = Write-R2Object -Key {key} -InputObject ([byte[]]::new({length})) -StorageClass {storageClass}").ThrowIfFailed();
        }
    }

    [Fact]
    public void Measure_Bucket_CountsByStorageClass()
    {
        R2Measure measure = Run("Measure-R2Object").ThrowIfFailed().As<R2Measure>().Single();

        Assert.Equal((Bucket, "", 7, 167), (measure.BucketName, measure.Prefix, measure.Count, measure.Size));
        Assert.Equal([("STANDARD", 5, 47), ("STANDARD_IA", 2, 120)], measure.StorageClasses.Select(c => (c.StorageClass, c.Count, c.Size)));
        Assert.True(measure.Oldest <= measure.Newest);
    }

    [Theory]
    [InlineData("-Delimiter /", "logs/:3:60 web/:1:100 :3:7")]
    [InlineData("-Prefix logs/ -Delimiter /", "logs/deep/:1:30 logs/:2:30")]
    [InlineData("-Prefix logs/", "logs/:3:60")]
    [InlineData("-Delimiter o", "lo:3:60 :4:107")]
    [InlineData("-Exclude logs/*, web/*", ":3:7")]
    [InlineData("-Prefix none", "none:0:0")]
    [InlineData("-Prefix none -Delimiter /", "")]
    public void Measure_ByPrefix_EachIsCountedOnce(string parameters, string expected) => Assert.Equal(
        expected,
        string.Join(' ', Run($"Measure-R2Object {Bucket} {parameters}").ThrowIfFailed().As<R2Measure>().Select(m => $"{m.Prefix}:{m.Count}:{m.Size}")));

    [Fact]
    public void Measure_PipedObjects_CountsThemWithoutARequest()
    {
        Run("$list = Get-R2ObjectList | Where-Object Size -gt 5").ThrowIfFailed();
        int before = Emulator.Requests.Count;

        R2Measure measure = Run("$list | Measure-R2Object").ThrowIfFailed().As<R2Measure>().Single();

        Assert.Equal((Bucket, 4, 160), (measure.BucketName, measure.Count, measure.Size));
        Assert.Equal(before, Emulator.Requests.Count);
    }

    [Fact]
    public void Measure_PipedBuckets_EachIsMeasured()
    {
        Run("$null = New-R2Bucket empty-one").ThrowIfFailed();

        Assert.Equal(["empty-one:0", $"{Bucket}:7"], Run("Get-R2Bucket | Measure-R2Object").ThrowIfFailed().As<R2Measure>().Select(m => $"{m.BucketName}:{m.Count}"));
    }

    [Fact]
    public void Measure_ByPrefix_FinishedPrefixesComeWhileTheListGoesOn()
    {
        Run("1..1100 | ForEach-Object { 'x' | Write-R2Object -Key \"many/$_/x\" } | ForEach-Object { }").ThrowIfFailed();

        Assert.Single(Run("Measure-R2Object -Prefix many/ -Delimiter / | Select-Object -First 1").ThrowIfFailed().Output);

        Assert.Equal(1, Emulator.Requests.Count(request => request.Operation == "ListObjectsV2"));
    }

    [Fact]
    public void Measure_PipedPrefixes_CountsEachAlone() => Assert.Equal(
        ["logs/:3", "web/:1"],
        Run("Get-R2ObjectList -Delimiter / | Where-Object Prefix | Measure-R2Object").ThrowIfFailed().As<R2Measure>().Select(m => $"{m.Prefix}:{m.Count}"));

    [Theory]
    [InlineData("Measure-R2Object -Include $null")]
    [InlineData("Get-R2ObjectList -Exclude $null")]
    public void Filter_Null_IsRefusedByName(string command) =>
        Assert.Equal("ParameterArgumentValidationError", RunToTerminatingError(Session, command).FullyQualifiedErrorId.Split(',')[0]);
}
