namespace Cake.Frosting;

/// <summary>The name on the command line; without it a task is called as its class.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
