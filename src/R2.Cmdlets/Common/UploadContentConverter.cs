using System.Management.Automation;

namespace R2.Cmdlets.Common;

/// <summary>Lets PowerShell bind text, bytes and streams to -InputObject, and nothing else.</summary>
public sealed class UploadContentConverter : PSTypeConverter
{
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => UploadContent.From(sourceValue) is not null;

    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        UploadContent.From(sourceValue) ?? throw new PSInvalidCastException("Only text, bytes and streams can be stored as an object's content.");

    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException("Content for upload converts to nothing.");
}
