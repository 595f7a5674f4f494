using System.Text.RegularExpressions;

namespace Springform.Tests.Docs;

/// <summary>An example's table says which test holds each promise: a test that is renamed or goes would leave a promise without one.</summary>
public sealed partial class PromiseTests
{
    [Fact]
    public void Every_test_that_a_page_names_is_there()
    {
        var sources = string.Join('\n', SourceFiles.Named("*.cs").Select(path => File.ReadAllText(Path.Combine(Golden.RepositoryRoot(), path))));
        var tests = Method().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var named = Page.Paths().SelectMany(path => new Page(path).Spans.Where(span => Sentence().IsMatch(span)).Select(span => (path, span))).ToList();

        named.Select(name => name.path).ShouldContain("examples/vectorchord/README.md");
        named.Where(name => !tests.Contains(name.span)).ShouldBeEmpty();
    }

    /// <summary>A sentence as the tests' names are, and no constant: some of it is in lower case.</summary>
    [GeneratedRegex(@"^(?=.*[a-z])[A-Z]\w*(_\w+){3,}\z")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex Method();
}
