using System.Reflection;

namespace Springform.Config.Reading;

/// <summary>One key of a record.</summary>
/// <param name="Name">as springform.yaml spells it: build_platform</param>
internal sealed record KeyShape(string Name, PropertyInfo Property)
{
    public Type Type => Property.PropertyType;

    public bool IsRequired { get; } = Property.IsDefined(typeof(RequiredAttribute));

    public bool IsShorthand { get; } = Property.IsDefined(typeof(ShorthandAttribute));

    public bool HasParagraphs { get; } = Property.IsDefined(typeof(ParagraphsAttribute));

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<string> Allowed { get; } = Property.GetCustomAttribute<OneOfAttribute>()?.Values ?? [];
}
