using System.Runtime.CompilerServices;

namespace R2.Unit.Support;

/// <summary>As <see cref="UnixFactAttribute"/>, of a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute(string because, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => (Skip, SkipType, SkipWhen) = (because, typeof(RunningOn), nameof(RunningOn.Windows));
}
