using System.Management.Automation;

namespace R2.Cmdlets.Common;

/// <summary>
/// Makes content of text, bytes and streams before PowerShell binds them, since it converts no array to a single value.
/// Anything else stays as it is and so does not bind, which leaves a piped file to -LiteralPath.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UploadContentTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        UploadContent.From(inputData is PSObject wrapped ? wrapped.BaseObject : inputData) ?? inputData;
}
