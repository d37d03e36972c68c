using R2.Picture;

// R2.Picture <session.ps1> <picture.svg>
if (args.Length != 2)
{
    Console.Error.WriteLine("""
        R2.Picture <session.ps1> <picture.svg>

        Runs the lines of a session in pwsh in a terminal of its own and draws what is on its screen at the end; or, where the session's first line is
        '# until: expression', as soon as that regular expression matches it. It needs pwsh, and 'script' of util-linux for the terminal.
        """);
    return 64;
}

Screen screen = await new Terminal(args[0]).RunAsync();
File.WriteAllText(args[1], SvgWriter.Write(screen));
return 0;
