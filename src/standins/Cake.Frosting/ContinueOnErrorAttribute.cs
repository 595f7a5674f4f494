namespace Cake.Frosting;

/// <summary>An error of the task is logged and the build goes on.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute { }
