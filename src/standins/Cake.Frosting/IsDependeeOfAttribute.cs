namespace Cake.Frosting;

/// <summary>The task that carries this runs before the one given: a hook into a pipeline that does not know it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute, IReverseTaskDependency
{
    public Type Task { get; } = type;
}
