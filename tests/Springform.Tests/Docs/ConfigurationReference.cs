using System.Text;
using Springform.Config;
using Springform.Config.Reading;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Docs;

/// <summary>
/// docs/reference/configuration.md: keys, types, defaults and allowed values from the records, descriptions from their doc comments, as
/// <see cref="SchemaGenerator"/> has them. A record has one section, under the first place where it may stand.
/// </summary>
internal sealed class ConfigurationReference(DocComments comments)
{
    /// <summary>A record under its first place, and the others.</summary>
    private sealed record Section(string Place, RecordShape Shape)
    {
        public List<string> OtherPlaces { get; } = [];
    }

    public string Text()
    {
        var sections = Sections();
        var text = new StringBuilder(
            "# springform.yaml\n\n"
                + "Every key. `springform.schema.json` says the same to editors. NAME stands for a name that you choose, `[]` for each item of a list. "
                + "A short form is a\nvalue that may stand for the whole section.\n"
        );
        foreach (var section in sections)
        {
            text.Append(section.Place.Length == 0 ? "\n## The file\n" : $"\n## `{section.Place}`\n")
                .Append(Escaped(comments.Of(section.Shape.Type) ?? ""))
                .Append('\n');
            if (section.Shape.Shorthand is { } shorthand)
                text.Append($"\nShort form: the value of `{shorthand.Name}` alone.\n");
            if (section.OtherPlaces.Count > 0)
                text.Append($"\nAlso at {string.Join(", ", section.OtherPlaces.Select(place => $"`{place}`"))}.\n");
            text.Append("\n| key | value | default | what it is |\n|---|---|---|---|\n");
            var defaults = Activator.CreateInstance(section.Shape.Type)!;
            foreach (var key in section.Shape.Keys)
                text.Append($"| `{key.Name}` | {Value(key, sections)} | {Default(key, defaults)} | {Escaped(comments.Of(key.Property) ?? "")} |\n");
        }

        return text.Append(Commands()).Append(Templates()).ToString();
    }

    // Breadth first: what stands at the top of the file is explained there, and not where a target overrides it.
    private static List<Section> Sections()
    {
        var sections = new List<Section> { new("", RecordShape.Of(typeof(ProjectConfig))) };
        for (var index = 0; index < sections.Count; index++)
        {
            foreach (var key in sections[index].Shape.Keys)
            {
                var (type, suffix) = Inner(key.Type);
                if (!IsRecord(type))
                    continue;
                var place = (sections[index].Place.Length == 0 ? "" : sections[index].Place + ".") + key.Name + suffix;
                if (sections.Find(section => section.Shape.Type == type) is { } known)
                    known.OtherPlaces.Add(place);
                else
                    sections.Add(new Section(place, RecordShape.Of(type)));
            }
        }

        return sections;
    }

    private static (Type Type, string Suffix) Inner(Type type) =>
        RecordShape.ItemOf(type) is { } item ? (item, "[]")
        : RecordShape.ValueOf(type) is { } value ? (value, ".NAME")
        : (type, "");

    private static bool IsRecord(Type type) => type.Namespace == typeof(ProjectConfig).Namespace && type != typeof(CommandLine);

    private static string Value(KeyShape key, IReadOnlyList<Section> sections)
    {
        var (type, suffix) = Inner(key.Type);
        var words =
            key.Allowed.Count > 0 ? string.Join(" or ", key.Allowed.Select(word => $"`{word}`"))
            : type == typeof(CommandLine) ? "[command](#commands)"
            : IsRecord(type) ? Link(sections.First(section => section.Shape.Type == type).Place)
            : type == typeof(bool) || type == typeof(bool?) ? "`true` or `false`"
            : type == typeof(int?) ? "whole number"
            : key.Property.IsDefined(typeof(AlsoTrueAttribute), inherit: false) ? "text or `true`"
            : "text";
        return suffix switch
        {
            "[]" => $"list of {words}",
            ".NAME" => $"map of names to {words}",
            _ => words,
        };
    }

    // As GitHub makes the anchor of a heading: without dots and brackets.
    private static string Link(string place) =>
        $"[`{place}`](#{new string([.. place.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-')])})";

    private static string Default(KeyShape key, object defaults) =>
        key.IsRequired
            ? "required"
            : key.Property.GetValue(defaults) switch
            {
                string { Length: > 0 } text => $"`{text}`",
                bool flag => flag ? "`true`" : "`false`",
                IReadOnlyList<string> { Count: > 0 } texts => $"`[{string.Join(", ", texts)}]`",
                _ => "",
            };

    private string Commands() => $"\n## Commands\n{Escaped(comments.Of(typeof(CommandLine)) ?? "")}\n";

    private static string Templates()
    {
        var text = new StringBuilder(
            """

            ## Templates
            Where a description says so, a name in braces stands for a value: `{name}-{version}.tgz`. Two braces, `{{name}}`, give the text with one.

            | name | where | what it is |
            |---|---|---|

            """
        );
        foreach (var name in Template.Names)
        {
            var where = name.Scope switch
            {
                TemplateScope.Project => "everywhere",
                TemplateScope.Target => "in what belongs to a target",
                TemplateScope.Release => "in publishers",
                TemplateScope.ReleasedFile => "in publishers with `files`",
                _ => "in the name of a file beside an artifact, and in publishers with `files`",
            };
            text.Append($"| `{{{name.Name}}}` | {where} | {Escaped(name.Description)} |\n");
        }

        return text.ToString();
    }

    /// <summary>Text of doc comments is plain: what Markdown would take for its own is marked.</summary>
    private static string Escaped(string text) =>
        text.Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
