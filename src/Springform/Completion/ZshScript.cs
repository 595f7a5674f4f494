using System.Text;
using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>For zsh: as a file _springform in a folder of fpath, or sourced after compinit. Source: zshcompsys(1), _arguments.</summary>
internal static class ZshScript
{
    private const string Targets = """
        # Names of targets, as the last build knew them. What looks like no name is passed over.
        _springform_targets() {
            local -a names
            local name
            [[ -f TARGETS ]] || return 1
            while IFS= read -r name; do
                [[ $name =~ '^NAME$' ]] && names+=($name)
            done <TARGETS
            compadd -- $names
        }

        """;

    /// <summary>Without a line break at its end.</summary>
    public static string Of(Offer offer)
    {
        var script = new StringBuilder($"#compdef {string.Join(' ', Offer.Commands)}\n{CompletionScript.Comment("zsh")}\n\n");
        script.Append("_springform_tasks() {\n    local -a tasks\n    tasks=(\n");
        foreach (var task in offer.Tasks)
            script.Append($"        {CompletionScript.Quoted($"{Escaped(task.Name)}:{task.Description}")}\n");
        script.Append("    )\n    _describe -t tasks task tasks\n}\n\n");
        script.Append(Targets.Replace("TARGETS", Offer.TargetNames, StringComparison.Ordinal).Replace("NAME", Offer.NamePattern, StringComparison.Ordinal));
        script.Append("\n_springform() {\n    _arguments \\\n");
        script.AppendJoin(
            " \\\n",
            offer.Switches.SelectMany(row => Offer.SpellingsOf(row).Select(spelling => $"        {Specification(offer, row, spelling)}"))
        );
        script.Append("\n}\n\nif [[ ${funcstack[1]} == _springform ]]; then\n    _springform \"$@\"\nelse\n");
        return CompletionScript.Text(script.Append($"    compdef _springform {string.Join(' ', Offer.Commands)}\nfi"));
    }

    /// <summary>'*--only=[Only the targets ...]:ID:_springform_targets'</summary>
    private static string Specification(Offer offer, OptionRow row, string spelling)
    {
        var repeated = row.Kind == OptionKind.Values ? "*" : "";
        var value = row.Kind == OptionKind.Flag ? "" : "=";
        var message = row.Kind == OptionKind.Flag ? "" : $":{Escaped(row.Placeholder)}:{Action(offer, row)}";
        return CompletionScript.Quoted($"{repeated}{spelling}{value}[{Escaped(row.Description)}]{message}");
    }

    private static string Action(Offer offer, OptionRow row) =>
        Offer.ValuesOf(row) switch
        {
            OfferedValues.Tasks => "_springform_tasks",
            OfferedValues.Targets => "_springform_targets",
            OfferedValues.Folders => "_files -/",
            OfferedValues.Files => "_files",
            OfferedValues.Words => $"({string.Join(' ', offer.WordsOf(row))})",
            _ => " ",
        };

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
            escaped.Append(character is '[' or ']' or ':' or '\\' ? $"\\{character}" : character.ToString());
        return escaped.ToString();
    }
}
