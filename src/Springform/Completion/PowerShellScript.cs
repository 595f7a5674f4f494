using System.Text;
using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>For PowerShell 5.1 and later, which completes folders and files itself. Source: its documentation, "Register-ArgumentCompleter".</summary>
internal static class PowerShellScript
{
    private const string Frame = """
            $name, $begun = $word -split '=', 2
            if ($null -ne $begun) {
                # Names of targets, as the last build knew them. What looks like no name is passed over.
                if ($name -ceq '--only' -and (Test-Path -LiteralPath TARGETS -PathType Leaf)) {
                    $values[$name] = @(Get-Content -LiteralPath TARGETS | Where-Object { $_ -cmatch '^NAME$' })
                }
                foreach ($value in $values[$name]) {
                    if ($value.StartsWith($begun, [StringComparison]::OrdinalIgnoreCase)) {
                        [System.Management.Automation.CompletionResult]::new("$name=$value", $value, 'ParameterValue', $value)
                    }
                }
                return
            }
            foreach ($switch in $switches) {
                if ($switch[0].StartsWith($word, [StringComparison]::Ordinal)) {
                    [System.Management.Automation.CompletionResult]::new($switch[0], $switch[0], 'ParameterName', $switch[1])
                }
            }
        }
        """;

    /// <summary>Without a line break at its end.</summary>
    public static string Of(Offer offer)
    {
        var script = new StringBuilder($"{CompletionScript.Comment("PowerShell")}\n\n");
        script.Append($"Register-ArgumentCompleter -Native -CommandName {string.Join(", ", Offer.Commands.Select(Quoted))} -ScriptBlock {{\n");
        script.Append("    param($word, $command, $position)\n    $switches = @(\n");
        script.AppendJoin(
            ",\n",
            offer.Switches.Select(row => $"        @({Quoted($"{row.Switch}{(row.Kind == OptionKind.Flag ? "" : "=")}")}, {Quoted(row.Description)})")
        );
        script.Append("\n    )\n    $values = @{\n");
        foreach (var row in offer.Switches.Where(row => offer.WordsOf(row).Count > 0))
            script.Append($"        {Quoted(row.Switch)} = @({string.Join(", ", offer.WordsOf(row).Select(Quoted))})\n");
        script.Append("    }\n");
        return CompletionScript.Text(
            script.Append(Frame.Replace("TARGETS", Offer.TargetNames, StringComparison.Ordinal).Replace("NAME", Offer.NamePattern, StringComparison.Ordinal))
        );
    }

    // PowerShell takes curly quotes for straight ones.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in text)
            quoted.Append(character is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' ? $"{character}{character}" : character.ToString());
        return quoted.Append('\'').ToString();
    }
}
