using Springform.Names;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>The files of dist/: what people download first, and what describes it below.</summary>
internal static class ArtifactSection
{
    public static string Of(ReportFacts facts)
    {
        if (facts.Artifacts.Count == 0)
            return "";
        var (main, others) = (facts.Artifacts.Where(artifact => artifact.IsMain).ToList(), facts.Artifacts.Where(artifact => !artifact.IsMain).ToList());
        var gone = facts.Gone.Count == 0 ? "" : $"\n<p>{Html.Of($"In {facts.ComparedWith} and not here: {string.Join(", ", facts.Gone)}")}</p>";
        var further =
            others.Count == 0
                ? ""
                : $"\n<details>\n<summary>{Html.Of(Counted.Of(others.Count, "further file"))}</summary>\n"
                    + $"{Html.List(others.Select(artifact => Item(artifact, facts)))}\n</details>";
        return $"<p class=\"quiet\">A tap on a hash selects all of it.</p>\n{Html.List(main.Select(artifact => Item(artifact, facts)))}{gone}{further}";
    }

    /// <summary><c>2.4 KB</c>, or with a release to compare <c>2.4 KB, 0.3 KB more than in 1.0.0</c>.</summary>
    internal static string Size(ArtifactFacts artifact, ReportFacts facts)
    {
        var size = SizeText.Of(artifact.SizeBytes);
        if (facts.ComparedWith is not { } release || !artifact.IsMain)
            return size;
        if (artifact.LastSizeBytes is not { } last)
            return $"{size}, new since {release}";
        var change = SizeText.Of(Math.Abs(artifact.SizeBytes - last));
        return artifact.SizeBytes == last ? $"{size}, as in {release}" : $"{size}, {change} {(artifact.SizeBytes > last ? "more" : "less")} than in {release}";
    }

    private static string Item(ArtifactFacts artifact, ReportFacts facts) =>
        Html.Head($"<b>{Html.Of(artifact.Name)}</b>", Size(artifact, facts))
        + Html.Quiet([artifact.Kind.Replace('_', ' '), artifact.Target is null ? null : $"target {artifact.Target}", artifact.Floor])
        + Html.Element("code", Html.Of(artifact.Sha256), "hash");
}
