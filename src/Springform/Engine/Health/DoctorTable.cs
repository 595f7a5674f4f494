namespace Springform.Engine.Health;

/// <summary>
/// The doctor's rows as text: <c>status  check  found</c>, and below it the remedy. What does not fit is wrapped under its own column; below 60 columns the
/// check stands on a line of its own.
/// </summary>
/// <param name="width">columns of the terminal; 40 at least are used</param>
internal sealed class DoctorTable(int width)
{
    private const int StatusWidth = 6;
    private const int NarrowBelow = 60;

    private readonly int _width = Math.Max(width, 40);

    public IReadOnlyList<string> Render(IReadOnlyList<DoctorRow> rows)
    {
        var checkWidth = rows.Count == 0 ? 0 : rows.Max(row => row.Check.Length) + 2;
        return rows.SelectMany(row => _width < NarrowBelow ? Narrow(row) : Wide(row, StatusWidth + checkWidth)).ToList();
    }

    private IEnumerable<string> Wide(DoctorRow row, int indent)
    {
        var head = Word(row.Status).PadRight(StatusWidth) + row.Check.PadRight(indent - StatusWidth);
        return Paragraph(head, row.Found, indent).Concat(Fix(row, indent));
    }

    private IEnumerable<string> Narrow(DoctorRow row) =>
        new[] { Word(row.Status).PadRight(StatusWidth) + row.Check }
            .Concat(Paragraph(new string(' ', StatusWidth), row.Found, StatusWidth))
            .Concat(Fix(row, StatusWidth));

    private IEnumerable<string> Fix(DoctorRow row, int indent) =>
        row.Remedy.Length == 0 ? [] : Paragraph(new string(' ', indent) + "fix ", row.Remedy, indent + "fix ".Length);

    // A word that is wider than the column (a path, a digest) is broken rather than let out of the table.
    private IEnumerable<string> Paragraph(string head, string text, int indent)
    {
        var line = head;
        foreach (
            var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word.Chunk(_width - indent).Select(part => new string(part)))
        )
        {
            var separator = line.Length == indent ? "" : " ";
            if (line.Length + separator.Length + word.Length > _width)
            {
                yield return line;
                line = new string(' ', indent);
                separator = "";
            }

            line += separator + word;
        }

        yield return line;
    }

    private static string Word(DoctorStatus status) =>
        status switch
        {
            DoctorStatus.Ok => "ok",
            DoctorStatus.Warn => "warn",
            _ => "FAIL",
        };
}
