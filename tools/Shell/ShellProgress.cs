using System.Management.Automation;

namespace R2.Shell;

/// <summary>One line of progress on standard error, only where that is a terminal.</summary>
internal sealed class ShellProgress
{
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        Clear();
        if (record.RecordType == ProgressRecordType.Processing)
        {
            string percent = record.PercentComplete < 0 ? "" : $" {record.PercentComplete} %";
            string text = $"{record.Activity}: {record.StatusDescription}{percent}";
            Console.Error.Write(text[..Math.Min(text.Length, Math.Max(1, Console.WindowWidth - 1))]);
            _shown = true;
        }
    }

    public void Clear()
    {
        if (_shown)
        {
            Console.Error.Write("\r\e[K");
            _shown = false;
        }
    }
}
