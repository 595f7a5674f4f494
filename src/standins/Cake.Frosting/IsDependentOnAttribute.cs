namespace Cake.Frosting;

/// <summary>The task given runs before the one that carries this.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute, ITaskDependency
{
    public Type Task { get; } = type;
}
