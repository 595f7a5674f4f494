using System.Globalization;

namespace Springform.Tests.Structure;

/// <summary>
/// No line of C# is longer than .editorconfig says. CSharpier lays code out by that figure, but leaves comments and literals as they were written.
/// </summary>
public sealed class LineWidth
{
    private const string Figure = "max_line_length = ";

    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["tests/Springform.Tests/Planning/ConfigKeyTests.cs"] = "a line of its YAML is data: a section with every key, of which each test changes one",
    };

    [Fact]
    public void No_line_is_longer_than_editorconfig_says() => Long(SourceFiles.Named("*.cs").Where(path => !Exceptions.ContainsKey(path))).ShouldBeEmpty();

    [Fact]
    public void Every_exception_is_needed() => Exceptions.Keys.Where(path => !Long([path]).Any()).ShouldBeEmpty();

    [Fact]
    public void A_line_that_is_longer_is_found()
    {
        var width = Width();

        Long("a.cs", [new string('x', width), new string('x', width + 1)], width).ShouldBe([$"a.cs, line 2: {width + 1} columns instead of {width}"]);
    }

    private static IEnumerable<string> Long(IEnumerable<string> paths)
    {
        var width = Width();
        return paths.SelectMany(path => Long(path, File.ReadLines(Path.Combine(Golden.RepositoryRoot(), path)), width));
    }

    private static IEnumerable<string> Long(string path, IEnumerable<string> lines, int width) =>
        lines
            .Select((line, index) => (line.Length, Number: index + 1))
            .Where(line => line.Length > width)
            .Select(line => $"{path}, line {line.Number}: {line.Length} columns instead of {width}");

    private static int Width() =>
        int.Parse(
            File.ReadLines(Path.Combine(Golden.RepositoryRoot(), ".editorconfig"))
                .Single(line => line.StartsWith(Figure, StringComparison.Ordinal))
                .AsSpan(Figure.Length),
            CultureInfo.InvariantCulture
        );
}
