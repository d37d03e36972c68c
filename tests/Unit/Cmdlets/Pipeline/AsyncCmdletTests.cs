using System.Diagnostics;
using System.Management.Automation;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Pipeline;

public sealed class AsyncCmdletTests : IDisposable
{
    private readonly PowerShellSession _session = new(typeof(InvokePumpCommand));
    private readonly PumpProbe _probe = new();

    public AsyncCmdletTests() => _session.Set("probe", _probe);

    [Fact]
    public void Body_Writes_EveryStreamArrives()
    {
        PowerShellResult result = _session.Run("7 | Invoke-Pump -Probe $probe -Verbose");

        result.ThrowIfFailed();
        Assert.Equal([7], result.As<int>());
        Assert.Equal(["verbose 7"], result.Verbose);
        Assert.Equal(["warning 7"], result.Warnings);
        Assert.Equal("progress 7", Assert.Single(result.Progress).StatusDescription);
    }

    [Fact]
    public void PipedInput_WithinThrottleLimit_Overlaps()
    {
        PowerShellResult result = _session.Run("1..40 | Invoke-Pump -Probe $probe -ThrottleLimit 4 -WarningAction Ignore").ThrowIfFailed();

        Assert.Equal(Enumerable.Range(1, 40), result.As<int>().Order());
        Assert.InRange(_probe.Peak, 2, 4);
    }

    [Fact]
    public void PipedInput_SlowFirst_ResultsComeAsTheyFinish()
    {
        PowerShellResult result = _session.Run("1..4 | Invoke-Pump -Probe $probe -ThrottleLimit 4 -ReverseFrom 4").ThrowIfFailed();

        Assert.Equal([4, 3, 2, 1], result.As<int>());
    }

    [Fact]
    public async Task PipedInput_BelowLimit_DoesNotHoldTheProducerUp()
    {
        _probe.Gate.Reset();
        using RunningPipeline pipeline = _session.Start("1..3 | Invoke-Pump -Probe $probe -ThrottleLimit 3");

        for (int i = 0; i < 3; i++)
        {
            Assert.True(await _probe.Began.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        _probe.Gate.Set();
        Assert.Equal(3, pipeline.Wait().ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void Body_Fails_ErrorIsTiedToItsInputAndThePipelineGoesOn()
    {
        PowerShellResult result = _session.Run("1..6 | Invoke-Pump -Probe $probe -Failing 2, 5");

        Assert.Null(result.Failure);
        Assert.Equal([1, 3, 4, 6], result.As<int>().Order());
        Assert.Equal([2, 5], result.Errors.Select(error => (int)error.TargetObject).Order());
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category));
        Assert.All(result.Errors, error => Assert.StartsWith("R2.OperationTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(result.Errors, error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void Body_AsksUnderWhatIf_AnswerIsNo()
    {
        PowerShellResult result = _session.Run("1 | Invoke-Pump -Probe $probe -Ask -WhatIf");

        Assert.Empty(result.Output);
        Assert.Equal("refused", Assert.Single(result.Errors).Exception.Message);
    }

    [Fact]
    public void Tick_WhileBodiesRun_ComesAboutFiveTimesASecond()
    {
        long started = Stopwatch.GetTimestamp();
        _session.Run("1 | Invoke-Pump -Probe $probe -UntilTick 3").ThrowIfFailed();

        // A busy machine may skip some, but there are never more than five a second.
        Assert.InRange(_probe.Ticks, 3, 1 + (int)(Stopwatch.GetElapsedTime(started) / TimeSpan.FromMilliseconds(190)));
    }

    [Fact]
    public void ErrorActionStop_BodiesCleanUpBeforeThePipelineEnds()
    {
        PowerShellResult result = _session.Run("1..6 | Invoke-Pump -Probe $probe -Failing 3 -ErrorAction Stop");

        Assert.IsType<ActionPreferenceStopException>(result.Failure);
        Assert.Equal(3, result.TerminatingError!.TargetObject);
        Assert.Equal(_probe.Started, _probe.Cleaned);
    }

    [Fact]
    public void Downstream_WantsNoMore_BodiesCleanUpBeforeThePipelineEnds()
    {
        PowerShellResult result = _session.Run("1..9 | Invoke-Pump -Probe $probe -Count 3 -Forever | Select-Object -First 2; 'next'");

        Assert.Null(result.Failure);
        Assert.Equal(3, result.Output.Count);
        Assert.Equal("next", result.Output[^1].BaseObject);
        Assert.Equal(_probe.Started, _probe.Cleaned);
    }

    [Fact]
    public void Upstream_Fails_BodiesCleanUpBeforeTheSessionGoesOn()
    {
        PowerShellResult result = _session.Run("& { 1..3; while ($probe.Started -lt 3) { Start-Sleep -Milliseconds 1 }; throw 'upstream' } | Invoke-Pump -Probe $probe -Forever");

        Assert.Equal("upstream", result.Failure?.Message);
        Assert.Equal(3, _probe.Started);
        Assert.Equal(3, _probe.Cleaned);
    }

    [Fact]
    public void Stop_AtRandomMoments_NeverHangs()
    {
        Random random = new(20261122);
        for (int i = 0; i < 48; i++)
        {
            using RunningPipeline pipeline = _session.Start(
                $"1..200 | Invoke-Pump -Probe $probe -Verbose -Count 20 -ThrottleLimit {1 + (i % 8)}{(i % 3 == 0 ? " -Forever" : "")}");
            SpinWait.SpinUntil(() => pipeline.Output.Count >= random.Next(200), random.Next(40));

            pipeline.Stop();

            Assert.Equal(_probe.Started, _probe.Cleaned);
        }
    }

    [Fact]
    public void Stop_WhileBodiesRunForever_EndsAsStopped()
    {
        using RunningPipeline pipeline = _session.Start("1..3 | Invoke-Pump -Probe $probe -Forever");
        Assert.True(_probe.Began.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.True(pipeline.Stop().WasStopped);
        Assert.Equal(_probe.Started, _probe.Cleaned);
    }

    public void Dispose()
    {
        _session.Dispose();
        _probe.Dispose();
    }
}
