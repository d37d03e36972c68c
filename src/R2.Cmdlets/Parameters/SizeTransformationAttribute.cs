using System.Management.Automation;
using R2.Rules;

namespace R2.Cmdlets.Parameters;

/// <summary>Takes for a number of bytes what people write: <c>16M</c>, <c>16MB</c> and <c>16MiB</c> in quotes or without, all by 1024, as PowerShell's own 16MB is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SizeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text ? inputData
        : SizeText.Parse(text) is { } bytes ? bytes
        : throw new ArgumentTransformationMetadataException($"'{text}' is not a size. It must be a whole number of bytes, such as 16777216, 16MB or 16M.");
}
