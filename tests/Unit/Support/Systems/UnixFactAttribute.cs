using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>A test of what Windows has not. It is not begun there, in place of ending itself by an exception: see tests/Windows/run.sh.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute(string because, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipType, SkipWhen) = (because, typeof(RunningOn), nameof(RunningOn.Windows));
}
