using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>A test of what only Windows has; Wine runs it as well: see tests/Windows/run.sh.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WindowsFactAttribute : FactAttribute
{
    public WindowsFactAttribute(string because, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipType, SkipWhen) = (because, typeof(RunningOn), nameof(RunningOn.Unix));
}
