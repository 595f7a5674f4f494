namespace Springform.Machine;

/// <summary>Renders an argument list for a POSIX shell: for a person to paste, or as a line of a script.</summary>
internal static class ShellQuoting
{
    private const string Plain = "_-./:=@,+%";

    public static string Render(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
            ? argument
            : "'" + argument.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
