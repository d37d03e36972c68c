namespace R2.Cmdlets.Parameters.Groups;

/// <summary>The parameter of server-side encryption with a customer's key. See <see cref="ParameterGroups.ToCustomerKey"/>.</summary>
internal interface ICustomerKeyParameters
{
    public byte[]? SseCustomerKey { get; }
}
