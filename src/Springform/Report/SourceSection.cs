namespace Springform.Report;

/// <summary>What is shipped and was not made from this repository: tools, libraries of the builder, and the archives with their sources and licences.</summary>
internal static class SourceSection
{
    public static string Of(ReportFacts facts)
    {
        var archives =
            facts.SourceArchives.Count == 0
                ? ""
                : $"<p>{Html.Of($"Sources and licences of the tools are in {string.Join(", ", facts.SourceArchives)}.")}</p>\n";
        var tools = Html.List(
            facts.Tools.Select(tool =>
                Html.Head($"<b>{Html.Of(tool.Name)}</b>", $"tool for {tool.Platform}") + Html.Element("code", Html.Of(tool.Sha256), "hash")
            )
        );
        var libraries = Html.List(
            facts.Libraries.Select(library =>
                Html.Head($"<b>{Html.Of(library.Path)}</b>", library.Artifact)
                + Html.Quiet([library.Package is null ? "of no package" : $"of {library.Package}", library.Source is null ? null : $"source {library.Source}"])
                + Html.Element("code", Html.Of(library.Sha256), "hash")
            )
        );
        return $"{archives}{tools}{(tools.Length > 0 && libraries.Length > 0 ? "\n" : "")}{libraries}".TrimEnd('\n');
    }
}
