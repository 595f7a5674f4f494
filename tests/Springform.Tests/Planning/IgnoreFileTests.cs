using Springform.Planning.Dockerfiles;

namespace Springform.Tests.Planning;

public sealed class IgnoreFileTests
{
    [Theory]
    [InlineData("secret.txt", "secret.txt", true)]
    [InlineData("secret.txt", "sub/secret.txt", false)]
    [InlineData("/secret.txt", "secret.txt", true)]
    [InlineData("./secret.txt", "secret.txt", true)]
    [InlineData("a/../secret.txt", "secret.txt", true)]
    [InlineData("  secret.txt \t", "secret.txt", true)]
    [InlineData("secret.txt\r\nother\r\n", "secret.txt", true)]
    [InlineData("\uFEFFsecret.txt", "secret.txt", true)]
    [InlineData("#secret.txt", "#secret.txt", false)]
    [InlineData(" #secret.txt", "#secret.txt", true)]
    [InlineData("sub", "sub/deep/file", true)]
    [InlineData("sub/", "sub/deep/file", true)]
    [InlineData("sub", "subway/file", false)]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "sub/a.txt", false)]
    [InlineData("*/*.txt", "sub/a.txt", true)]
    [InlineData("**/*.txt", "a.txt", true)]
    [InlineData("**/*.txt", "sub/deep/a.txt", true)]
    [InlineData("**", "sub/deep/a.txt", true)]
    [InlineData("sub/**", "sub/deep/a.txt", true)]
    [InlineData("sub/**/a.txt", "sub/a.txt", true)]
    [InlineData("sub/**/a.txt", "sub/x/y/a.txt", true)]
    [InlineData("**/node_modules", "a/node_modules/b/c", true)]
    [InlineData("?.txt", "a.txt", true)]
    [InlineData("?.txt", "ab.txt", false)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[^a-c].txt", "b.txt", false)]
    [InlineData("[^a-c].txt", "d.txt", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*\n!keep", "keep", false)]
    [InlineData("*\n!keep", "other", true)]
    [InlineData("*\n!keep/**", "keep/a/b", false)]
    [InlineData("*\n!keep", "keep/a/b", false)]
    [InlineData("*\n! keep", "keep", false)]
    [InlineData("*\n!keep\nkeep/secret", "keep/secret", true)]
    [InlineData("!keep\n*", "keep", true)]
    [InlineData("sub\n!sub/a", "sub/a", false)]
    [InlineData("sub\n!sub/a", "sub/b", true)]
    [InlineData(".git\n**/.DS_Store", "x/.DS_Store", true)]
    [InlineData("Secret.txt", "secret.txt", false)]
    [InlineData("\n \n#\n", "a", false)]
    [InlineData(".", "a", false)]
    public void The_last_pattern_that_fits_decides(string text, string path, bool excluded) => new IgnoreFile(text).Excludes(path).ShouldBe(excluded);

    [Theory]
    [InlineData("a\n[b\n", 2, "the pattern [b has a bracket that is not closed")]
    [InlineData("a\\", 1, "the pattern a\\ ends in a backslash")]
    public void What_is_no_pattern_is_said_with_its_line(string text, int line, string what)
    {
        var error = Should.Throw<DockerfileException>(() => new IgnoreFile(text));

        (error.Line, error.Message).ShouldBe((line, what));
    }
}
