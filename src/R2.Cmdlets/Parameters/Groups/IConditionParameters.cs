namespace R2.Cmdlets.Parameters.Groups;

/// <summary>Parameters that make a request depend on the state of the object. See <see cref="ParameterGroups.ToConditions"/>.</summary>
internal interface IConditionParameters
{
    public string? IfMatch { get; }

    public string? IfNoneMatch { get; }

    public DateTimeOffset? IfModifiedSince { get; }

    public DateTimeOffset? IfUnmodifiedSince { get; }
}
