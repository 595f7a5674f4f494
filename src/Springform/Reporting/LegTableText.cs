using System.Text;

namespace Springform.Reporting;

/// <summary>The rows of the live table as lines that never wrap and never fill the screen.</summary>
/// <param name="verb">what a running leg does: building, loading</param>
internal sealed class LegTableText(string verb)
{
    private const int StateWidth = 8;
    private const int TimeWidth = 10;
    private const int LeastNote = 12;

    /// <summary>With more rows than the height allows, what runs or failed comes first, and one line counts the rest.</summary>
    public IReadOnlyList<string> Render(IReadOnlyList<LegRow> rows, int width, int height)
    {
        var room = Math.Max(1, height - 2);
        if (rows.Count <= room)
            return [.. rows.Select(row => Line(row, rows, width))];
        var shown = rows.OrderBy(row =>
                row.State switch
                {
                    LegState.Running => 0,
                    LegState.Failed => 1,
                    LegState.Waiting => 2,
                    _ => 3,
                }
            )
            .Take(room - 1)
            .ToList();
        var hidden = rows.Except(shown).GroupBy(row => row.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}");
        return [.. shown.Select(row => Line(row, rows, width)), Cut($"  and {string.Join(", ", hidden)}", width)];
    }

    private string Line(LegRow row, IReadOnlyList<LegRow> rows, int width)
    {
        var name = Math.Clamp(width - StateWidth - TimeWidth - 7, 8, Math.Max(8, rows.Max(other => other.Name.Length)));
        var time = row.Elapsed is { } elapsed ? Elapsed.Of(elapsed) : "";
        var text = $"  {End(row.Name, name).PadRight(name)}  {Word(row.State).PadRight(StateWidth)}  {time.PadRight(TimeWidth)}";
        var left = width - 1 - text.Length - 2;
        return Cut(left >= LeastNote ? $"{text}  {Printable(row.Note)}" : text, width).TrimEnd();
    }

    private string Word(LegState state) => state == LegState.Running ? verb : state.ToString().ToLowerInvariant();

    // The names of legs differ at their ends.
    private static string End(string name, int width) => name.Length <= width ? name : "~" + name[^(width - 1)..];

    /// <summary>The last column stays free: a terminal would wrap after it.</summary>
    private static string Cut(string text, int width) => text.Length < width ? text : text[..Math.Max(0, width - 2)] + "~";

    // Output of a build: tabs and escape sequences would break the table.
    private static string Printable(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
            shown.Append(character is >= ' ' and < '\u007f' ? character : ' ');
        return shown.ToString().Trim();
    }
}
