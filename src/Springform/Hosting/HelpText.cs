using Springform.Config;
using Springform.Config.Switches;

namespace Springform.Hosting;

/// <summary>What --help prints: every switch of <see cref="OptionTable"/>, folded to the terminal.</summary>
/// <param name="width">columns</param>
internal sealed class HelpText(int width)
{
    private const string Indent = "      ";

    public IEnumerable<string> Lines() =>
        [
            "Builds software in containers and releases it, as springform.yaml says.",
            "",
            "usage: ./build.sh [--target=TASK] [switches]      or springform instead of it",
            "",
            "  --target=Dist       everything up to a complete dist/ (the default)",
            "  --target=Plan       what would be done, without doing it",
            "  --description       all tasks",
            "",
            .. OptionTable.Rows.SelectMany(Describe),
        ];

    private IEnumerable<string> Describe(OptionRow row)
    {
        var value = row.Placeholder.Length == 0 ? "" : $"={row.Placeholder}";
        var spellings = string.Join(", ", row.Aliases.Select(OptionRow.Dashed).Prepend($"{row.Switch}{value}"));
        var variable = row.IsCakes ? "" : $"   ({row.EnvironmentName})";
        var words = row.Allowed.Where(word => word.Length > 1).ToList();
        return [$"  {spellings}{variable}", .. Fold(words.Count == 0 ? row.Description : $"{row.Description} One of: {string.Join(", ", words)}.")];
    }

    private IEnumerable<string> Fold(string text)
    {
        var line = Indent;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > width && line != Indent)
            {
                yield return line;
                line = Indent;
            }

            line += line == Indent ? word : " " + word;
        }

        yield return line;
    }
}
