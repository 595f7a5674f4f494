using Springform.Machine;

namespace Springform.Publish.Publishers;

/// <summary>Passes on the first lines of a command's output, and says when it stops: a command that floods its output fills no disk.</summary>
internal sealed class BoundedOutput(IOutput output) : IOutput
{
    public const int MaximumLines = 1000;
    private const int MaximumCharacters = 2000;

    private int lines;

    public void Line(string text)
    {
        if (lines < MaximumLines)
            output.Line(text);
        else if (lines == MaximumLines)
            output.Line($"(the output goes on and is not kept: {MaximumLines} lines are)");
        lines = Math.Min(lines + 1, MaximumLines + 1);
    }

    /// <summary>The start of a line that is longer than anybody would read.</summary>
    public static string Cut(string line) =>
        line.Length <= MaximumCharacters ? line
        : char.IsHighSurrogate(line[MaximumCharacters - 1]) ? line[..(MaximumCharacters - 1)] + "..."
        : line[..MaximumCharacters] + "...";
}
