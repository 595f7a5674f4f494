using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Springform.Config;

/// <summary>The summaries of an assembly's doc comments, as plain text on one line.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, string> _summaries;

    /// <param name="documentation">the compiler's documentation file, Springform.xml</param>
    public DocComments(XDocument documentation)
    {
        _summaries = documentation
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!), StringComparer.Ordinal);
    }

    /// <summary>Null when it has none.</summary>
    public string? Of(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <inheritdoc cref="Of(Type)"/>
    public string? Of(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    /// <inheritdoc cref="Of(Type)"/>
    public string? Of(FieldInfo field) => _summaries.GetValueOrDefault($"F:{field.DeclaringType!.FullName}.{field.Name}");

    private static string Plain(XElement summary)
    {
        var text = string.Concat(
            summary
                .Nodes()
                .Select(node =>
                    node switch
                    {
                        XText words => words.Value,
                        XElement { Name.LocalName: "code" } => "",
                        XElement reference when reference.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
                        XElement element => element.Value,
                        _ => "",
                    }
                )
        );
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
