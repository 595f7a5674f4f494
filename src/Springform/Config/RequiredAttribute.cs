namespace Springform.Config;

/// <summary>A key without a default: leaving it out is E104.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RequiredAttribute : Attribute;
