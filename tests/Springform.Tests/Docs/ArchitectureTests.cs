using System.Text.RegularExpressions;
using Springform.Tests.Structure;

namespace Springform.Tests.Docs;

/// <summary>docs/architecture.md is the map of the code as it is.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot(), "docs", "architecture.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Its_map_has_the_modules_in_the_order_that_is_enforced() =>
        Module().Matches(Text).Select(match => match.Groups["name"].Value).ShouldBe(Modules.Rows.SelectMany(row => row));

    [Fact]
    public void Each_of_ten_questions_names_a_file()
    {
        var rows = Text[Text.IndexOf("## Ten questions", StringComparison.Ordinal)..]
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .ToList();

        rows.Count.ShouldBe(10);
        rows.ShouldAllBe(row => row.Contains("](../src/", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| \[(?<name>\w+)\]\(\.\./src/Springform/\w+\) \|", RegexOptions.Multiline)]
    private static partial Regex Module();
}
