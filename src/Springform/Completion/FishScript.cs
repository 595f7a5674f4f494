using System.Text;
using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>For fish. Source: the documentation of fish, "complete" and "string match".</summary>
internal static class FishScript
{
    private const string Targets = """
        # Names of targets, as the last build knew them. What looks like no name is passed over.
        function __springform_targets
            test -f TARGETS; and string match -r -- '^NAME$' <TARGETS
        end

        """;

    /// <summary>Without a line break at its end.</summary>
    public static string Of(Offer offer)
    {
        var script = new StringBuilder($"{CompletionScript.Comment("fish")}\n\n");
        script.Append(Targets.Replace("TARGETS", Offer.TargetNames, StringComparison.Ordinal).Replace("NAME", Offer.NamePattern, StringComparison.Ordinal));
        script.Append("\nfunction __springform_tasks\n    printf '%s\\t%s\\n'");
        foreach (var task in offer.Tasks)
            script.Append($" \\\n        {Quoted(task.Name)} {Quoted(task.Description)}");
        script.Append($"\nend\n\nfor name in {string.Join(' ', Offer.Commands)}\n    complete -c $name -f\n");
        foreach (var row in offer.Switches)
            script.Append($"    complete -c $name {Spellings(row)}{Values(offer, row)} -d {Quoted(row.Description)}\n");
        return CompletionScript.Text(script.Append("end"));
    }

    private static string Spellings(OptionRow row) =>
        string.Join(
            ' ',
            Offer.SpellingsOf(row).Select(spelling => spelling.StartsWith("--", StringComparison.Ordinal) ? $"-l {spelling[2..]}" : $"-s {spelling[1..]}")
        );

    private static string Values(Offer offer, OptionRow row) =>
        Offer.ValuesOf(row) switch
        {
            OfferedValues.None => "",
            OfferedValues.Tasks => " -x -a '(__springform_tasks)'",
            OfferedValues.Targets => " -x -a '(__springform_targets)'",
            OfferedValues.Folders => " -x -a '(__fish_complete_directories)'",
            OfferedValues.Files => " -r -F",
            OfferedValues.Words => $" -x -a {Quoted(string.Join(' ', offer.WordsOf(row)))}",
            _ => " -x",
        };

    private static string Quoted(string text) => $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
