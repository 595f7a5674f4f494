namespace Springform.Config;

/// <summary>A record that may also be written as one scalar (or, for a list property, one sequence): the value of this property.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ShorthandAttribute : Attribute;
