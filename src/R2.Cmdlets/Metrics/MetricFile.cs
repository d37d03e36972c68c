using System.Globalization;
using R2.Cmdlets.Files;

namespace R2.Cmdlets.Metrics;

/// <summary>
/// A file of Prometheus text that sessions add up in, one after the other or at once: Prometheus sees counters that go on where those of a process that ran for
/// seconds would begin at zero each time. Its first line names it, so that a session knows what it has added to which file already.
/// </summary>
/// <param name="path">Full path.</param>
/// <param name="wait">Waits for a while; false where waiting is over, since the command was stopped.</param>
internal sealed class MetricFile(string path, Func<TimeSpan, bool> wait)
{
    /// <summary>Looks at a lock that another job holds: for ten seconds, far longer than adding takes.</summary>
    private const int Looks = 200;

    private const string Mark = "# Export-R2Metric -Accumulate 1 ";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Adds what a session has counted since it last added to this file.</summary>
    /// <param name="metrics">The session's counters.</param>
    /// <param name="added">What the session has added so far, by the name of the file; brought up to date once the file is written.</param>
    /// <exception cref="R2Exception">The file is another's, or another job does not let go of it.</exception>
    public void Add(R2MetricCollector metrics, IDictionary<string, PrometheusText> added)
    {
        using FileStream @lock = Lock();
        (string name, PrometheusText? there) = Read();
        PrometheusText now = PrometheusText.Of(metrics);
        PrometheusText fresh = added.TryGetValue(name, out PrometheusText? before) ? now.Minus(before) : now;
        using StringWriter text = new(CultureInfo.InvariantCulture);
        text.Write($"{Mark}{name}\n");
        (there?.Plus(fresh) ?? fresh).Write(text);
        AtomicFile.Write(path, text.ToString());
        added[name] = now;
    }

    private (string Name, PrometheusText? There) Read()
    {
        if (!File.Exists(path))
        {
            return (Guid.NewGuid().ToString("N"), null);
        }

        string text = File.ReadAllText(path);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(Mark, StringComparison.Ordinal) || !Guid.TryParseExact(text[Mark.Length..end].TrimEnd('\r'), "N", out Guid name))
        {
            throw Foreign("Its first line was not written by this command.", null);
        }

        try
        {
            return (name.ToString("N"), PrometheusText.Parse(text[end..]));
        }
        catch (FormatException e)
        {
            throw Foreign(e.Message, e);
        }
    }

    /// <summary>The file itself cannot be locked, since it is replaced. What locks stays: removed, it could be locked by two at once.</summary>
    private FileStream Lock()
    {
        for (int look = 1; ; look++)
        {
            try
            {
                if (new FileInfo(path + ".lock").LinkTarget is not null)
                {
                    throw Foreign($"'{path}.lock' is a link.", null);
                }

                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (look == Looks || !wait(s_pause))
                {
                    throw new R2Exception("MetricFileBusy", $"Another job has been writing '{path}' for {look * s_pause.TotalSeconds:0.#} s.", e);
                }
            }
        }
    }

    private R2Exception Foreign(string why, Exception? cause) =>
        new("MetricFileForeign", $"'{path}' was not written by Export-R2Metric -Accumulate: {why} It was not changed.", cause);
}
