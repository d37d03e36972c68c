namespace R2.Mutation;

public class ControlTests
{
    [Fact]
    public void StaticAndNoticed_AreLookedAt()
    {
        Assert.Equal(23, Control.Static);
        Assert.Equal(3, Control.Noticed(5, 2));
    }

    /// <summary>Must let its mutant survive: it fails only where another mutant's static field is still in the process.</summary>
    [Fact]
    public void Unnoticed_IsCalledAndNotLookedAt()
    {
        Control.Unnoticed(2, 3);
        Assert.Equal(23, Control.Static);
    }
}
