namespace Springform.Report;

/// <summary>The oldest system that each archive runs on, and what changed since the last release.</summary>
internal static class AbiSection
{
    public static string Floors(ReportFacts facts) =>
        Html.List(
            facts.Floors.Select(floor =>
                Html.Head($"<b>{Html.Of(floor.Artifact)}</b>", floor.Floor)
                + Html.Quiet([floor.Policy is null ? "held to no policy" : $"held to {floor.Policy}", floor.SetBy is null ? null : $"set by {floor.SetBy}"])
                + Symbols(floor)
            )
        );

    /// <summary>Nothing where no release is compared.</summary>
    public static string Changes(ReportFacts facts) =>
        facts.ComparedWith is null ? ""
        : facts.AbiChanges.Count == 0 ? "<p>No change was found.</p>"
        : string.Join('\n', facts.AbiChanges.GroupBy(change => change.Artifact).Select(Changes));

    private static string Changes(IGrouping<string, AbiChange> artifact) =>
        $"<h3>{Html.Of(artifact.Key)}</h3>\n"
        + Html.List(
            artifact.Select(change =>
                $"{(change.IsBreak ? "<span class=\"break\"><b>May break:</b></span> " : "")}"
                + Html.Of(change.File is null ? change.What : $"{change.File}: {change.What}")
            )
        );

    private static string Symbols(FloorFacts floor) =>
        floor.Symbols.Count == 0
            ? ""
            : $"\n<details>\n<summary>Symbols that need it</summary>\n<pre>{string.Join('\n', floor.Symbols.Select(Html.Of))}</pre>\n</details>";
}
