using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>As <see cref="WindowsFactAttribute"/>, of a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WindowsTheoryAttribute : TheoryAttribute
{
    public WindowsTheoryAttribute(string because, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipType, SkipWhen) = (because, typeof(RunningOn), nameof(RunningOn.Unix));
}
