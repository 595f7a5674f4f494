namespace Springform.Config;

/// <summary>A text that may also be <c>true</c>: what is usual.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AlsoTrueAttribute : Attribute;
