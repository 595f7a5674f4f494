namespace Springform.Config;

/// <summary>A text that may also be <c>true</c>: what is usual.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AlsoTrueAttribute : Attribute;
