using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>Takes a jurisdiction as Cloudflare writes it, too: <c>fedramp-high</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JurisdictionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text ? text.Replace("-", "", StringComparison.Ordinal) : inputData;
}
