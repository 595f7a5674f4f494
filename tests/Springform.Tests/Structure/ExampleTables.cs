using System.Text.RegularExpressions;

namespace Springform.Tests.Structure;

/// <summary>The examples' tables of promises name tests that there are: a promise whose test was renamed or removed is none.</summary>
public sealed partial class ExampleTables
{
    private static readonly string Root = Golden.RepositoryRoot();

    [Theory]
    [InlineData("autobahn")]
    [InlineData("kapacitor")]
    [InlineData("lancedb-go")]
    [InlineData("vectorchord")]
    public void Every_promise_names_its_tests(string example)
    {
        var methods = Directory
            .GetFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Method().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var rows = File.ReadLines(Path.Combine(Root, "examples", example, "README.md"))
            .SkipWhile(line => !line.StartsWith("| promise |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|'))
            .ToList();

        rows.Count.ShouldBeGreaterThan(10);
        foreach (var row in rows)
        {
            var tests = Quoted().Matches(row[^1]).Select(match => match.Groups["name"].Value).ToList();
            tests.ShouldNotBeEmpty(row[0]);
            tests.ShouldBeSubsetOf(methods, row[0]);
        }
    }

    [GeneratedRegex(@"\bpublic (?:async )?(?:void|Task) (?<name>\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex Quoted();
}
