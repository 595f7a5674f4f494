using System.Text.RegularExpressions;
using Springform.Tests.Docs;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>The run that the README shows is a real one: of the first project in C, with other times, sizes and commits.</summary>
[Collection(OneAtATime.Name)]
public sealed partial class ReadmeRun(Workshop workshop)
{
    [Fact]
    public async Task Each_line_of_it_is_said_in_this_order()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes a minute: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
        var shown = new Page("README.md")
            .Blocks.Select(block => block.Text.Split('\n'))
            .Where(lines => lines[0].StartsWith("$ ", StringComparison.Ordinal))
            .ToList()
            .ShouldHaveSingleItem();
        using var project = new GitProject("hello");
        foreach (var (path, text) in new Page("docs/first-project/c.md").Files)
            project.File(path, text);
        project.Commit();
        await EmptyEngineAsync();
        try
        {
            var said = new Queue<string>(project.Run("--target=Dist").Ends(0).Output.Split('\n').Select(Timeless));

            foreach (var line in shown.Skip(1).Select(Timeless))
            {
                while (said.TryPeek(out var next) && next != line)
                    said.Dequeue();
                said.ShouldContain(line, $"'{line}' is not said, or at another place");
            }
        }
        finally
        {
            await EmptyEngineAsync();
        }
    }

    private Task EmptyEngineAsync() =>
        workshop.RemoveImagesAsync(image =>
            image.StartsWith("hello-builder:", StringComparison.Ordinal) || image.StartsWith("localhost/springform/hello/", StringComparison.Ordinal)
        );

    private static string Timeless(string line) => Varying().Replace(line.TrimEnd(), "#");

    [GeneratedRegex(@"\d+ min \d+ s|[\d.]+ s\b| *[\d.]+ [KM]?B\b|\+[0-9a-f]{7}\b")]
    private static partial Regex Varying();
}
