using R2.ImportBenchmark;

// R2.ImportBenchmark <path of R2.psd1> [path of pwsh]     compares
// R2.ImportBenchmark --phases <path of R2.psd1> [path of pwsh]   what each step of it adds
// R2.ImportBenchmark --script <script>                    is one of the compared processes
return args switch
{
    ["--script", string script] => Engine.Run(script),
    ["--phases", string module] => Phases.Run(Path.GetFullPath(module), Host.ThisProgram),
    ["--phases", string module, string pwsh] => Phases.Run(Path.GetFullPath(module), Host.PowerShell(pwsh)),
    [string module] => Comparison.Run(Path.GetFullPath(module), Host.ThisProgram),
    [string module, string pwsh] => Comparison.Run(Path.GetFullPath(module), Host.PowerShell(pwsh)),
    _ => throw new ArgumentException("Give the path of R2.psd1, and that of pwsh to measure there."),
};
