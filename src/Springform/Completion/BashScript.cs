using System.Text;
using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>
/// For bash 3.2 and later, without the package bash-completion. bash cuts words at = where COMP_WORDBREAKS says so, which it does by default: --target=Di
/// arrives as three words, and only the last one is replaced.
/// </summary>
internal static class BashScript
{
    private const string Frame = """
        _springform_offer() {
            local prefix=$1 begun=$2 candidate
            shift 2
            for candidate in "$@"; do
                [[ $candidate != "$begun"* ]] || COMPREPLY+=("$prefix$candidate")
            done
        }

        # Names of targets, as the last build knew them. What looks like no name is passed over.
        _springform_targets() {
            local name
            [[ -f TARGETS ]] || return 0
            while IFS= read -r name; do
                [[ ! $name =~ ^NAME$ ]] || _springform_offer "$1" "$2" "$name"
            done <TARGETS
        }

        # compgen -W would expand what it is given; -d and -f take it as it is.
        _springform_paths() {
            local path
            compopt -o filenames 2>/dev/null || :
            while IFS= read -r path; do
                COMPREPLY+=("$1$path")
            done < <(compgen "$3" -- "$2")
        }

        _springform() {
            local word=${COMP_WORDS[COMP_CWORD]} before='' earlier='' switch='' prefix=''
            ((COMP_CWORD < 1)) || before=${COMP_WORDS[COMP_CWORD - 1]}
            ((COMP_CWORD < 2)) || earlier=${COMP_WORDS[COMP_CWORD - 2]}
            COMPREPLY=()
            if [[ $word == = ]]; then
                switch=$before word=''
            elif [[ $before == = ]]; then
                switch=$earlier
            elif [[ $word == -*=* ]]; then
                switch=${word%%=*} prefix=${word%%=*}= word=${word#*=}
            elif [[ $before == -* && $word != -* ]]; then
                switch=$before
            fi
            case $switch in

        """;

    /// <summary>Without a line break at its end.</summary>
    public static string Of(Offer offer)
    {
        var script = new StringBuilder($"{CompletionScript.Comment("bash")}\n\n");
        script.Append(Frame.Replace("TARGETS", Offer.TargetNames, StringComparison.Ordinal).Replace("NAME", Offer.NamePattern, StringComparison.Ordinal));
        foreach (var row in offer.Switches.Where(row => row.Kind != OptionKind.Flag))
            script.Append($"    {string.Join(" | ", Offer.SpellingsOf(row))}) {Action(offer, row)} ;;\n");
        script.Append("    *)\n        _springform_offer '' \"$word\"");
        foreach (var row in offer.Switches)
            script.Append($" \\\n            {row.Switch}{(row.Kind == OptionKind.Flag ? "" : "=")}");
        script.Append("\n        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null || :\n        ;;\n    esac\n}\n\n");
        return CompletionScript.Text(script.Append($"complete -F _springform {string.Join(' ', Offer.Commands)}"));
    }

    private static string Action(Offer offer, OptionRow row) =>
        Offer.ValuesOf(row) switch
        {
            OfferedValues.Targets => "_springform_targets \"$prefix\" \"$word\"",
            OfferedValues.Folders => "_springform_paths \"$prefix\" \"$word\" -d",
            OfferedValues.Files => "_springform_paths \"$prefix\" \"$word\" -f",
            OfferedValues.Any => ":",
            _ => $"_springform_offer \"$prefix\" \"$word\" {string.Join(' ', offer.WordsOf(row).Select(CompletionScript.Quoted))}",
        };
}
