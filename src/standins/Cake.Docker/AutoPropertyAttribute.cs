namespace Cake.Docker;

/// <summary>Overrides how a property is rendered.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class AutoPropertyAttribute : Attribute
{
    /// <param name="format">{0} the option's name without dashes, {1} the value</param>
    internal AutoPropertyAttribute(string format) => Format = format;

    internal string Format { get; }
}
