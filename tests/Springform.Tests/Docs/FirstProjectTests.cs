using System.Text.RegularExpressions;

namespace Springform.Tests.Docs;

/// <summary>The project of each "first project" page is whole: made from the page alone, it can be planned, and makes what the page says.</summary>
public sealed partial class FirstProjectTests
{
    [Theory]
    [InlineData("c")]
    [InlineData("go")]
    [InlineData("rust")]
    [InlineData("python")]
    public void It_is_planned_as_the_page_shows_it(string language)
    {
        var page = new Page($"docs/first-project/{language}.md");
        using var project = new EndToEnd.GitProject();
        foreach (var (path, text) in page.Files)
            project.File(path, text);
        project.Commit();

        var plan = project.Run("--target=Plan", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(0);

        page.Files.Select(file => file.Path).ShouldContain(".gitignore");
        var promised = page.Blocks.SelectMany(block => Artifact().Matches(block.Text)).Select(match => match.Groups["name"].Value).ToList();
        promised.ShouldNotBeEmpty();
        plan.Says([.. promised]);
    }

    [GeneratedRegex(@"\bdist/(?<name>[\w.-]+)")]
    private static partial Regex Artifact();
}
