using System.Text;

namespace Springform.Planning;

/// <summary>
/// The last part of a command's id, which people read and files are called by: the name that the configuration gives, else the program's, made plain.
/// </summary>
internal static class StepName
{
    private const int MaxLength = 40;

    /// <param name="given">valid; null: none</param>
    public static string Of(string? given, string program)
    {
        if (given is not null)
            return given;
        var name = new StringBuilder();
        foreach (var character in Path.GetFileName(program).Take(MaxLength))
            name.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '+' ? character : '-');
        return name.Length == 0 ? "command" : name.ToString();
    }
}
