using System.Globalization;
using System.Text;
using Springform.Names;

namespace Springform.Report;

/// <summary>Which target was started on which bare system, as a picture: a row for each target, a column for each system.</summary>
internal static class MatrixPicture
{
    private const int CellWidth = 180;
    private const int CellHeight = 46;
    private const int HeadHeight = 26;
    private const int CharacterWidth = 8;
    private const int ShownCharacters = 32;
    private const int HeadCharacters = 22;

    public static string Of(ReportFacts facts)
    {
        var targets = facts.RunsOn.Select(place => place.Target).Concat(facts.NotStarted.Select(target => target.Target)).Distinct().ToList();
        var systems = facts.RunsOn.Select(place => place.System).Distinct().Order(StringComparer.Ordinal).ToList();
        if (targets.Count == 0)
            return "";
        var reasons = Html.List(facts.NotStarted.Select(target => Html.Of($"{target.Target} was not started: {target.Reason}")));
        return systems.Count == 0 ? reasons : $"<div class=\"scroll\" tabindex=\"0\">\n{Picture(facts, targets, systems)}\n</div>\n{reasons}".TrimEnd('\n');
    }

    private static string Picture(ReportFacts facts, List<string> targets, List<string> systems)
    {
        var left = (CharacterWidth * targets.Max(target => Short(target).Length)) + 12;
        var (width, height) = (left + (systems.Count * CellWidth), HeadHeight + (targets.Count * CellHeight));
        var picture = new StringBuilder();
        picture.Append(CultureInfo.InvariantCulture, $"<svg class=\"matrix\" role=\"img\" width=\"{width}\" height=\"{height}\">\n");
        picture.Append("<title>Which target was started on which system</title>\n");
        foreach (var (system, column) in systems.Select((system, column) => (system, column)))
            picture.Append(Text(left + (column * CellWidth) + 8, 17, Short(system, HeadCharacters)));
        foreach (var (target, row) in targets.Select((target, row) => (target, row)))
        {
            var top = HeadHeight + (row * CellHeight);
            picture.Append(Text(0, top + 27, Short(target)));
            foreach (var (system, column) in systems.Select((system, column) => (system, column)))
                picture.Append(Cell(facts, target, system, left + (column * CellWidth), top));
        }

        return picture.Append("</svg>").ToString();
    }

    private static string Cell(ReportFacts facts, string target, string system, int x, int y)
    {
        var place = facts.RunsOn.FirstOrDefault(place => place.Target == target && place.System == system);
        var isNotStarted = place is null && facts.NotStarted.Any(entry => entry.Target == target);
        var (classes, first, second) = place is null
            ? (isNotStarted ? "not" : "none", isNotStarted ? "not started" : "not tried", "")
            : ("ran", place.Glibc is null ? "runs" : $"runs, glibc {place.Glibc}", Counts(place));
        var title = place is null ? "" : $"<title>{Html.Of($"{target} on {place.Distribution} ({place.Base})")}</title>";
        var box = string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{CellWidth - 4}\" height=\"{CellHeight - 4}\" rx=\"4\"/>");
        return $"<g class=\"{classes}\">{title}{box}{Text(x + 8, y + 18, Short(first))}{Text(x + 8, y + 34, second, "small")}</g>\n";
    }

    private static string Counts(PlaceFacts place) =>
        string.Join(
            ", ",
            new[]
            {
                place.Started > 0 ? Counted.Of(place.Started, "program") : null,
                place.Loaded > 0 ? $"{place.Loaded} {(place.Loaded == 1 ? "library" : "libraries")}" : null,
            }.OfType<string>()
        );

    private static string Text(int x, int y, string text, string? classes = null) =>
        text.Length == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"<text x=\"{x}\" y=\"{y}\"{(classes is null ? "" : $" class=\"{classes}\"")}>{Html.Of(text)}</text>\n"
            );

    private static string Short(string text, int most = ShownCharacters) => text.Length <= most ? text : $"{text[..(most - 3)]}...";
}
