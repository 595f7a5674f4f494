using System.Text;
using System.Text.RegularExpressions;
using Springform.Config;

namespace Springform.Tests.Docs;

/// <summary>A block of yaml that is a whole springform.yaml is one that Springform accepts. The files that it names are taken to be there.</summary>
public sealed partial class YamlTests
{
    private static IEnumerable<(string Page, string Text)> Whole() =>
        from path in Page.Paths()
        from block in new Page(path).Blocks
        where block.Language == "yaml" && Name().IsMatch(block.Text) && Section().IsMatch(block.Text)
        select (path, block.Text);

    public static TheoryData<string> Pages() => [.. Whole().Select(block => block.Page).Distinct()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_whole_springform_yaml_is_accepted(string page)
    {
        foreach (var (_, text) in Whole().Where(block => block.Page == page))
        {
            ConfigReader.Parse(Encoding.UTF8.GetBytes(text + "\n"), ConfigReader.FileName, _ => true).Config.Name.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Readme_first_projects_those_to_move_from_and_guides_with_a_project_of_their_own_have_one() =>
        Whole()
            .Select(block => block.Page)
            .Distinct()
            .ShouldBe(
                [
                    "README.md",
                    "docs/first-project/c.md",
                    "docs/first-project/go.md",
                    "docs/first-project/python.md",
                    "docs/first-project/rust.md",
                    "docs/guides/deploying.md",
                    "docs/guides/images.md",
                    "docs/guides/publishers.md",
                    "docs/guides/system-packages.md",
                    "docs/moving-from/bake.md",
                    "docs/moving-from/goreleaser.md",
                    "docs/moving-from/makefile.md",
                ],
                ignoreOrder: true
            );

    [GeneratedRegex("^name: ", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex("^(targets|matrix):", RegexOptions.Multiline)]
    private static partial Regex Section();
}
