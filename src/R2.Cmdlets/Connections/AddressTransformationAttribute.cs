using System.Management.Automation;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>Makes an address of text before PowerShell does, which would show the text where it is none, with the password in it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text ? AddressText.ToUri(text) : inputData;
}
