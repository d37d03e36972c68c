using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>
/// Lets nothing be a key but text, and numbers as they are typed at a prompt. PowerShell itself would make a key of anything, by ToString:
/// a process, a date in the culture's form, a row of another bucket. What is not text becomes null, which <see cref="PipedInput"/> refuses.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal class KeyTextAttribute : ArgumentTransformationAttribute
{
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        TextOf(inputData) ?? (LanguagePrimitives.GetEnumerable(inputData) is { } many ? many.Cast<object?>().Select(TextOf).ToArray() : null);

    /// <summary>The value if it can be a name, otherwise null. It stays wrapped: PowerShell keeps there how a number was typed.</summary>
    protected virtual object? TextOf(object? value) => IsName(value is PSObject wrapped ? wrapped.BaseObject : value) ? value : null;

    /// <summary>Whether a value without PowerShell's wrapping can be a name: text, and numbers as they are typed.</summary>
    public static bool IsName(object? value) => value is
        string or char or Guid or sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float;
}
