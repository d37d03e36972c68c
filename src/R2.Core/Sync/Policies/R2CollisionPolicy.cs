namespace R2;

/// <summary>What happens where two keys would end in one name, or one cannot be a path. It is found before anything is sent.</summary>
public enum R2CollisionPolicy
{
    /// <summary>Nothing is sent.</summary>
    Error,

    /// <summary>Those keys are passed over at both ends; the others go.</summary>
    Skip,
}
