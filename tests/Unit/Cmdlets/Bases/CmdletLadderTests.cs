using System.Management.Automation;
using System.Reflection;
using R2.Cmdlets.Pipeline;

namespace R2.Unit.Cmdlets.Bases;

/// <summary>What keeps a cmdlet readable: few bases, and its parameters in its own files.</summary>
public sealed class CmdletLadderTests
{
    private const int MaxDepth = 4;

    private static readonly Type[] s_all = [.. typeof(AsyncCmdlet).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(PSCmdlet)))];

    private static readonly Type[] s_leaves = [.. s_all.Where(static type => !type.IsAbstract)];

    [Fact]
    public void Cmdlet_EachOne_HasThreeBasesAtMost() =>
        Assert.Empty(s_leaves.Where(static leaf => Ladder(leaf).Count() > MaxDepth).Select(static leaf => string.Join(" → ", Ladder(leaf).Reverse().Select(static type => type.Name))));

    [Fact]
    public void Base_EachOne_HasSeveralLeaves()
    {
        Type[] bases = [.. s_all.Where(static type => type.IsAbstract)];
        Assert.NotEmpty(bases);
        Assert.Empty(bases.Where(static type => s_leaves.Count(leaf => leaf.IsSubclassOf(type)) < 2).Select(static type => type.Name));
    }

    [Fact]
    public void Parameter_OfABase_IsNotDeclaredAgain() => Assert.Empty(
        from type in s_all
        from parameter in Own(type)
        where Ladder(type.BaseType!).Any(above => Own(above).Any(other => other.Name == parameter.Name))
        select $"{type.Name}.{parameter.Name}");

    [Fact]
    public void Group_WhoseParametersACmdletHas_IsImplemented()
    {
        Type[] groups = [.. typeof(AsyncCmdlet).Assembly.GetTypes().Where(static type => type is { IsInterface: true, Namespace: "R2.Cmdlets.Parameters.Groups" })];
        Assert.Empty(
            from leaf in s_leaves
            from @group in groups
            where !@group.IsAssignableFrom(leaf) && HasAll(leaf, @group)
            select $"{leaf.Name}: {@group.Name}");
        Assert.All(groups, static group => Assert.True(s_leaves.Count(group.IsAssignableFrom) > 1, $"{group.Name} is of several cmdlets"));
        Assert.NotEmpty(groups);
    }

    /// <summary>The cmdlet's class first, and <see cref="PSCmdlet"/> not.</summary>
    private static IEnumerable<Type> Ladder(Type type)
    {
        for (Type next = type; next != typeof(PSCmdlet); next = next.BaseType!)
        {
            yield return next;
        }
    }

    private static IEnumerable<PropertyInfo> Own(Type type) => type
        .GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)
        .Where(static property => property.IsDefined(typeof(ParameterAttribute), inherit: false));

    private static bool HasAll(Type leaf, Type group) => group.GetInterfaces().Append(group).SelectMany(static one => one.GetProperties()).All(wanted =>
        Ladder(leaf).SelectMany(Own).Any(parameter => parameter.Name == wanted.Name && parameter.PropertyType == wanted.PropertyType));
}
