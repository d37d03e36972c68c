using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace R2.Picture;

/// <summary>pwsh in a terminal of its own, which 'script' makes and whose screen is kept here.</summary>
internal sealed class Terminal(string session)
{
    private const int Width = 88;
    private const int Height = 30;
    private const string Until = "# until: ";

    public async Task<Screen> RunAsync()
    {
        string player = Path.Combine(AppContext.BaseDirectory, "Play.ps1");
        Regex? until = File.ReadLines(session).First() is { } first && first.StartsWith(Until, StringComparison.Ordinal) ? new Regex(first[Until.Length..]) : null;
        using Process process = Process.Start(new ProcessStartInfo("script", ["-qec", $"stty cols {Width} rows {Height}; exec pwsh -NoProfile -NoLogo -File '{player}' '{Path.GetFullPath(session)}'", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color", ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["NO_COLOR"] = null, ["SHELL"] = "/bin/sh" },
        })!;
        Screen screen = new(Width, Height);
        await WatchAsync(process, screen, until);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return screen;
    }

    private static async Task WatchAsync(Process process, Screen screen, Regex? until)
    {
        using StreamReader output = new(process.StandardOutput.BaseStream, new UTF8Encoding(false));
        char[] buffer = new char[1024];
        while (await output.ReadAsync(buffer) is > 0 and int read)
        {
            foreach (char character in buffer[..read])
            {
                string answer = screen.Write(character);
                if (answer.Length > 0)
                {
                    process.StandardInput.Write(answer);
                    process.StandardInput.Flush();
                }

                // Where the progress bar ends its frame, so that the picture is not of half a frame.
                if (character == 'h' && until?.IsMatch(screen.Text) == true)
                {
                    return;
                }
            }
        }
    }
}
