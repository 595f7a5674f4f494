using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("Debian GNU/Linux 12 (bookworm)", "Debian GNU/Linux 12 (bookworm)")]
    [InlineData("hello_1.0-x86_64.tgz", "hello_1.0-x86_64.tgz")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("[x](https://example.org)", "\\[x\\](https://example.org)")]
    [InlineData("![x](https://example.org)", "!\\[x\\](https://example.org)")]
    [InlineData("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;")]
    [InlineData("a\n## b\n\n| c |", "a\\\\u000a\\#\\# b\\\\u000a\\\\u000a\\| c \\|")]
    [InlineData("`x` **y** ~~z~~ #1 @team", "\\`x\\` \\*\\*y\\*\\* \\~\\~z\\~\\~ \\#1 @<!-- -->team")]
    [InlineData("a\u202Eb\u001b[2J", "a\\\\u202eb\\\\u001b\\[2J")]
    [InlineData("&lt;b&gt;", "&amp;lt;b&amp;gt;")]
    public void Somebody_elses_text_is_text(string text, string markdown) => MarkdownText.Plain(text).ShouldBe(markdown);
}
