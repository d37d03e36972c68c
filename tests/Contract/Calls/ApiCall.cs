namespace R2.Contract.Calls;

/// <summary>A call of the client.</summary>
/// <param name="Method">Name of its method, without Async.</param>
/// <param name="Variant">What is special about it, or nothing.</param>
/// <param name="Run">Makes it.</param>
internal sealed record ApiCall(string Method, string Variant, Func<Task> Run)
{
    public override string ToString() => Variant.Length == 0 ? Method : $"{Method}, {Variant}";
}
