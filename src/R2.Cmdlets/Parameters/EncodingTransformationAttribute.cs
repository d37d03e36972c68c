using System.Management.Automation;
using System.Text;
using R2.Cmdlets.Transfers.Content;

namespace R2.Cmdlets.Parameters;

/// <summary>Takes for -Encoding what PowerShell's own commands take: a name, a code page, or an encoding.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            Encoding encoding => TextEncodings.Strict(encoding),
            string name => TextEncodings.Find(name) ?? throw Unknown(name),
            int page => TextEncodings.Find(page) ?? throw Unknown(page),
            _ => inputData,
        };
    }

    private static ArgumentTransformationMetadataException Unknown(object value) => new(
        $"There is no encoding '{value}'. It must be {string.Join(", ", TextEncodings.Names)}, or the name or number of a code page, such as windows-1252 or 1252.");
}
