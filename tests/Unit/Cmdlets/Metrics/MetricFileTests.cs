using R2.Cmdlets.Metrics;
using R2.Diagnostics;

namespace R2.Unit.Cmdlets.Metrics;

public sealed class MetricFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-metric-").FullName;

    private string FilePath => Path.Combine(_folder, "r2.prom");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Add_SessionsOneAfterTheOther_AddUp()
    {
        Session first = new(this);
        first.Count(puts: 3, milliseconds: 30);
        first.Add();
        Session second = new(this);
        second.Count(puts: 2, milliseconds: 400);
        second.Fail();
        second.Add();

        Assert.Equal(5, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
        Assert.Equal((3, 5), (Value("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"0.05\"}"), Value("r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"+Inf\"}")));
        Assert.Equal(0.89, Value("r2_request_duration_seconds_sum{operation=\"PutObject\"}"), 6);
        Assert.Equal(5, Value("r2_request_duration_seconds_count{operation=\"PutObject\"}"));
        Assert.Equal(1, Value("r2_errors_total{operation=\"PutObject\",error_type=\"server\"}"));
        Assert.Equal(["r2.prom", "r2.prom.lock"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Add_TwiceInOneSession_AddsWhatHasComeSinceAlone()
    {
        Session session = new(this);
        session.Count(puts: 3, milliseconds: 30);
        session.Add();
        session.Add();
        session.Count(puts: 1, milliseconds: 30);
        session.Add();

        Assert.Equal(4, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
        Assert.Equal(0.12, Value("r2_request_duration_seconds_sum{operation=\"PutObject\"}"), 6);
    }

    [Fact]
    public void Add_ByAnotherSpellingOfThePath_KnowsTheFile()
    {
        Session session = new(this);
        session.Count(puts: 3, milliseconds: 30);
        session.Add();
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), _folder);
        session.Add(Path.Combine(_folder, "link", "r2.prom"));

        Assert.Equal(3, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
    }

    [Fact]
    public void Add_FileWasRemoved_BeginsAnew()
    {
        Session session = new(this);
        session.Count(puts: 3, milliseconds: 30);
        session.Add();
        File.Delete(FilePath);
        session.Add();

        Assert.Equal(3, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
    }

    [Fact]
    public void Add_Gauges_AreThoseOfTheLast()
    {
        Session first = new(this);
        first.Client.Broke("bucket", R2BreakerState.Open);
        first.Client.Connected();
        first.Add();
        double open = Value("r2_circuit_breaker_state");
        new Session(this).Add();

        Assert.Equal((1, 0, 0), (open, Value("r2_circuit_breaker_state"), Value("r2_connection_pool_size")));
    }

    [Fact]
    public void Add_ManyJobsAtOnce_LoseNothing()
    {
        // Who finds the lock held looks again when somebody has let go of it.
        using SemaphoreSlim ended = new(0);
        Parallel.For(0, 8, job =>
        {
            Session session = new(this);
            for (int round = 0; round < 10; round++)
            {
                session.Count(puts: 1, milliseconds: 30);
                session.Add(FilePath, _ => ended.Wait(Timeout.Infinite));
                ended.Release();
            }
        });

        Assert.Equal(80, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
    }

    [Fact]
    public void Add_AnotherJobDoesNotLetGo_SaysSoAfterTenSeconds()
    {
        using FileStream held = new(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        TimeSpan waited = default;
        MetricFile file = new(FilePath, pause =>
        {
            waited += pause;
            return true;
        });

        R2Exception e = Assert.Throws<R2Exception>(() => file.Add(new R2MetricCollector(), new Dictionary<string, PrometheusText>()));

        Assert.Equal("MetricFileBusy", e.Code);
        Assert.InRange(waited.TotalSeconds, 9, 10);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Add_AnotherJobLetsGo_WaitsForIt()
    {
        FileStream held = new(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        MetricFile file = new(FilePath, _ =>
        {
            held.Dispose();
            return true;
        });

        file.Add(new R2MetricCollector(), new Dictionary<string, PrometheusText>());

        Assert.Equal(0, Value("r2_circuit_breaker_state"));
    }

    [Fact]
    public void Add_StoppedWhileItWaits_Ends()
    {
        using FileStream held = new(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        MetricFile file = new(FilePath, static _ => false);

        Assert.Equal("MetricFileBusy", Assert.Throws<R2Exception>(() => file.Add(new R2MetricCollector(), new Dictionary<string, PrometheusText>())).Code);
    }

    public static TheoryData<string> Foreign => new()
    {
        "",
        "my notes",
        "# HELP r2_requests_total Plain export.\n# TYPE r2_requests_total counter\nr2_requests_total{operation=\"PutObject\",status=\"200\"} 1\n",
        Mark + "# TYPE node_load1 gauge\nnode_load1 1\n",
        Mark + "# TYPE r2_requests_total gauge\n",
        Mark + "r2_requests_total{operation=\"PutObject\",status=\"200\"} many\n",
        Mark + "r2_requests_total{operation=\"PutObject\",status=\"200\"} NaN\n",
        Mark + "r2_requests_total{operation=\"PutObject\",status=\"200\"} -1\n",
        Mark + "r2_requests_total{operation=\"PutObject\",sta",
        Mark + "r2_circuit_breaker_state 0\nr2_circuit_breaker_state 1\n",
        Mark + "r2_request_duration_seconds_bucket{operation=\"PutObject\",le=\"7\"} 1\n",
    };

    private const string Mark = "# Export-R2Metric -Accumulate 1 0123456789abcdef0123456789abcdef\n";

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Add_FileOfAnother_IsRefusedAndLeft(string text)
    {
        File.WriteAllText(FilePath, text);
        Session session = new(this);

        R2Exception e = Assert.Throws<R2Exception>(session.Add);

        Assert.Equal("MetricFileForeign", e.Code);
        Assert.Contains(FilePath, e.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void Add_FileThatCannotBeWritten_CountsNothingAsAdded()
    {
        Session session = new(this);
        session.Count(puts: 3, milliseconds: 30);
        Directory.CreateDirectory(FilePath);

        Assert.ThrowsAny<Exception>(session.Add);
        Directory.Delete(FilePath);
        session.Add();

        Assert.Equal(3, Value("r2_requests_total{operation=\"PutObject\",status=\"200\"}"));
    }

    private double Value(string sample) => double.Parse(
        Assert.Single(File.ReadAllLines(FilePath), line => line.StartsWith(sample + " ", StringComparison.Ordinal))[(sample.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A process, as far as its counters go.</summary>
    private sealed class Session
    {
        private readonly MetricFileTests _test;
        private readonly R2MetricCollector _metrics = new();
        private readonly Dictionary<string, PrometheusText> _added = [];

        public Session(MetricFileTests test)
        {
            _test = test;
            Client = new(_metrics, new Uri("https://example.com"));
        }

        public ClientTelemetry Client { get; }

        public void Count(int puts, int milliseconds)
        {
            for (int i = 0; i < puts; i++)
            {
                Client.Ended("PutObject", "200", TimeSpan.FromMilliseconds(milliseconds));
            }
        }

        public void Fail() => Client.Failed("PutObject", ErrorTypes.Server);

        public void Add() => Add(_test.FilePath);

        public void Add(string path) => Add(path, static _ => false);

        public void Add(string path, Func<TimeSpan, bool> wait) => new MetricFile(path, wait).Add(_metrics, _added);
    }
}
