using System.Text;
using R2.Cmdlets.Profiles;
using R2.Simulation;
using R2.Simulation.Format;

namespace R2.Fuzz.Targets;

/// <summary>Files that people keep and send: recordings and profiles.</summary>
internal static class FileTargets
{
    private static readonly string s_folder = Directory.CreateTempSubdirectory("r2-fuzz-files-").FullName;

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("file-recording", Recording, """
            {"format":"r2-recording","version":1,"by":"R2","created":"2026-11-22T10:22:09Z"}
            {"n":1,"request":{"method":"GET","path":"/b/k","query":"a=1","headers":{"range":"bytes=0-1"}},"answer":{"status":206,"reason":"Partial","headers":{"etag":"\"e\""},"body":{"length":2,"text":"ab"}},"timing":{"at":0,"headers":1.5,"body":2}}
            {"n":2,"request":{"method":"PUT","path":"/b/k","headers":{},"body":{"length":2,"hash":"sha256:aa","base64":"AAE="}},"failure":{"kind":"ConnectionFailed","message":"m"},"timing":{"at":3,"headers":0,"body":0}}
            {"end":{"exchanges":2}}

            """.Replace("r2-recording", RecordingFormat.Name, StringComparison.Ordinal).Replace("\"version\":1", $"\"version\":{RecordingFormat.Version}", StringComparison.Ordinal)) with { Words = ["{\"end\":{\"exchanges\":1}}", "\"cutShort\":", "\"file\":\"", "\n{"] },
        new("file-lines", Lines, ["a\nb\r\n\uFEFFc\n"u8.ToArray(), "a"u8.ToArray()]) { MaxLength = 300_000, BytesAtLeast = 4 << 20 },
        FuzzTarget.OfText("file-profiles", Profiles, """
            {"version":1,"default":"a","profiles":{"a":{"accountId":"0123456789abcdef0123456789abcdef","bucketName":"b","vaultName":"v","secretName":"s","options":{"timeoutSeconds":5,"proxy":"http://p:1"}},"b":{"endpoint":"https://x.example","jurisdiction":"Eu"}}}
            """) with { Words = ["\"options\":{", "\"profiles\":{", "\"endpoint\":", "\"accountId\":", "\"jurisdiction\":\"Eu\""] },
    ];

    private static void Recording(string text)
    {
        File.WriteAllText(RecordingFormat.IndexOf(s_folder), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Expect.Reads<R2Exception>(() =>
        {
            using R2Simulation replay = R2Simulation.Replay(s_folder);
            _ = replay.Unasked;
        });
    }

    private static void Lines(byte[] input)
    {
        using MemoryStream stream = new(input);
        List<string> lines = [.. Utf8Lines.Read(stream).Select(static line => Convert.ToHexString(line.Span))];
        List<string> expected = [];
        for (int at = 0; at < input.Length;)
        {
            int end = input.AsSpan(at).IndexOf((byte)'\n') is >= 0 and int length ? at + length : input.Length;
            ReadOnlySpan<byte> line = input.AsSpan(at, end - at);
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            expected.Add(Convert.ToHexString(line is [.., (byte)'\r'] ? line[..^1] : line));
            at = end + 1;
        }

        Expect.Equal(string.Join('\n', expected), string.Join('\n', lines), "lines");
    }

    private static void Profiles(string json)
    {
        string path = Path.Combine(s_folder, "profiles.json");
        File.WriteAllText(path, json, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (Expect.Read<R2Exception, ProfileDocument>(() => new ProfileFile(path).Read()) is { } profiles)
        {
            byte[] written = profiles.ToJson();
            Expect.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ProfileDocument.Parse(written, path).ToJson()), "profiles that were written and read again");
        }
    }
}
