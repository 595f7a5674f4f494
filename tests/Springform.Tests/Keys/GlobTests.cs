using Springform.Names;

namespace Springform.Tests.Keys;

public sealed class GlobTests
{
    private static readonly string[] Paths =
    [
        "Makefile",
        "a b/ü.go",
        "main.go",
        "src/deep/x.go",
        "src/deep/x.s",
        "src/main.go",
        "srcs/y.go",
        "tools/fio/Dockerfile",
    ];

    [Theory]
    [InlineData("main.go", "main.go")]
    [InlineData("./main.go", "main.go")]
    [InlineData("*.go", "main.go")]
    [InlineData("**/*.go", "a b/ü.go main.go src/deep/x.go src/main.go srcs/y.go")]
    [InlineData("src", "src/deep/x.go src/deep/x.s src/main.go")]
    [InlineData("src/", "src/deep/x.go src/deep/x.s src/main.go")]
    [InlineData("src/**", "src/deep/x.go src/deep/x.s src/main.go")]
    [InlineData("src/*", "src/main.go")]
    [InlineData("src/**/*.s", "src/deep/x.s")]
    [InlineData("src/**/main.go", "src/main.go")]
    [InlineData("*/main.go", "src/main.go")]
    [InlineData("a b/*", "a b/ü.go")]
    [InlineData("MAIN.go", "")]
    [InlineData("absent", "")]
    public void A_pattern_matches(string pattern, string expected) => string.Join(' ', Glob.Match([pattern], Paths)).ShouldBe(expected);

    [Fact]
    public void Matches_keep_the_order_of_the_paths() => Glob.Match(["**"], [.. Paths.Reverse()]).ShouldBe(Paths.Reverse());

    [Theory]
    [InlineData("!src")]
    [InlineData("!src/")]
    [InlineData("!src/**")]
    public void An_exclamation_mark_leaves_out_a_folder_wherever_it_stands(string exclusion)
    {
        string[] rest = ["a b/ü.go", "main.go", "srcs/y.go"];

        Glob.Match(["**/*.go", exclusion], Paths).ShouldBe(rest);
        Glob.Match([exclusion, "**/*.go"], Paths).ShouldBe(rest);
    }

    [Fact]
    public void An_exclusion_alone_selects_nothing() => Glob.Match(["!src"], Paths).ShouldBeEmpty();

    [Fact]
    public void The_matcher_of_one_path_after_another_agrees_with_the_one_of_all()
    {
        foreach (var patterns in new string[][] { ["src"], ["**/*.go", "!src/deep"], ["*"], ["tools/**", "main.go"] })
        {
            var matcher = Glob.Matcher(patterns);
            Paths.Where(matcher).ShouldBe(Glob.Match(patterns, Paths));
        }
    }

    [Theory]
    [InlineData("publish/any/**", "publish/any")]
    [InlineData("*.whl", "")]
    [InlineData("**/*.so", "")]
    [InlineData("out/lib*.so", "out")]
    [InlineData("./out/app", "out/app")]
    [InlineData("out/", "out")]
    public void The_literal_prefix_ends_before_the_first_wildcard(string pattern, string prefix) => Glob.LiteralPrefix(pattern).ShouldBe(prefix);

    [Theory]
    [InlineData("go.mod", true)]
    [InlineData("vendor/", true)]
    [InlineData("*.mod", false)]
    [InlineData("vendor/**", false)]
    [InlineData("!vendor", false)]
    public void A_literal_has_no_wildcard_and_excludes_nothing(string pattern, bool literal) => Glob.IsLiteral(pattern).ShouldBe(literal);
}
