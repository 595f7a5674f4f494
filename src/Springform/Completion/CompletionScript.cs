using System.Text;

namespace Springform.Completion;

/// <summary>
/// The completion of one shell. No script has two number signs in a row: a CI runner may read them as a command, and a terminal there spells them otherwise.
/// </summary>
internal static class CompletionScript
{
    /// <param name="shell">an allowed value of --shell</param>
    /// <returns>without a line break at its end</returns>
    public static string Of(string shell, Offer offer) =>
        shell switch
        {
            "bash" => BashScript.Of(offer),
            "zsh" => ZshScript.Of(offer),
            "fish" => FishScript.Of(offer),
            "powershell" => PowerShellScript.Of(offer),
            _ => throw new ArgumentException($"no script for {shell}", nameof(shell)),
        };

    /// <summary>Of bash and zsh.</summary>
    internal static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    internal static string Comment(string shell) => $"# Completion of Springform in {shell}. Made by --target=Completion: not to be edited.";

    internal static string Text(StringBuilder script) => script.ToString().ReplaceLineEndings("\n").TrimEnd('\n');
}
