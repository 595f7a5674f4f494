namespace Springform.Config;

/// <summary>The values that a text key, or each item of a list, may have; another is E103.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}
