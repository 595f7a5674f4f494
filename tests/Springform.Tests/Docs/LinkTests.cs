using System.Text.RegularExpressions;

namespace Springform.Tests.Docs;

/// <summary>Links and paths in Markdown lead to what there is. Other sites are not asked.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root = Golden.RepositoryRoot();

    public static TheoryData<string> Pages() => [.. Page.Paths()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_to_a_heading_of_it(string path)
    {
        var links = new Page(path).Links.Where(link => !Site().IsMatch(link)).ToList();

        links.Where(link => !Resolves(path, link)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_path_of_the_repository_that_is_named_exists(string path)
    {
        var named = new Page(path).Spans.Where(span => OwnPath().IsMatch(span)).ToList();

        named.Where(name => !Path.Exists(Path.Combine(Root, name))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_of_the_documentation_can_be_reached_from_its_first_one()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var path))
        {
            foreach (
                var target in new Page(path)
                    .Links.Where(link => !Site().IsMatch(link))
                    .Select(link => TargetOf(path, link).File)
                    .Where(file => file.EndsWith(".md", StringComparison.Ordinal) && reached.Add(file))
            )
            {
                open.Enqueue(target);
            }
        }

        Page.Paths().Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached).ShouldBeEmpty();
    }

    private static bool Resolves(string page, string link)
    {
        var (file, anchor) = TargetOf(page, link);
        return Path.Exists(Path.Combine(Root, file)) && (anchor.Length == 0 || new Page(file).Anchors.Contains(anchor));
    }

    private static (string File, string Anchor) TargetOf(string page, string link)
    {
        var parts = link.Split('#', 2);
        var file =
            parts[0].Length == 0
                ? page
                : Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, parts[0]))).Replace('\\', '/');
        return (file, parts.Length == 1 ? "" : parts[1]);
    }

    [GeneratedRegex("^(https?|mailto):")]
    private static partial Regex Site();

    [GeneratedRegex(@"^(src/Springform|docs/|examples/|tests/|eng/|\.ci/|\.github/)[\w./-]*$")]
    private static partial Regex OwnPath();
}
