using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>Empty text is a parameter that is not given: an empty cell of a CSV says nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BlankIsNullAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? null : inputData;
}
