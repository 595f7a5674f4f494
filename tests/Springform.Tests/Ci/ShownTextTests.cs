using Springform.Ci;

namespace Springform.Tests.Ci;

/// <summary>What others write cannot move the cursor, set a title, hide text or turn it round.</summary>
public sealed class ShownTextTests
{
    [Theory]
    [InlineData("plain\ttext, ünïcode and 🎂", "plain\ttext, ünïcode and 🎂")]
    [InlineData("\u001b[2J\u001b[1;1Hgone", "gone")]
    [InlineData("a\u001b]0;title\u0007b", "ab")]
    [InlineData("a\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\b", "alinkb")]
    [InlineData("a\u001bP1$r0m\u001b\\b", "ab")]
    [InlineData("a\u009b2Jb\u009d0;t\u009cc", "abc")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001bc\u001b(0x", "x")]
    [InlineData("\u001b[\u001b[2J2J", "\\u001b[2J")]
    [InlineData("unended \u001b]0;title", "unended \\u001b]0;title")]
    [InlineData("bell\u0007 back\b return\rhome", "bell\\u0007 back\\u0008 return\\u000dhome")]
    [InlineData("name\n::error::x", "name\\u000a::error::x")]
    [InlineData("gpj.\u202Eexe\u2028next", "gpj.\\u202eexe\\u2028next")]
    public void A_line_shows_what_is_there_and_does_nothing(string line, string shown)
    {
        ShownText.Of(line, colours: false).ShouldBe(shown);
        ShownText.Of(shown, colours: false).ShouldBe(shown);
    }

    [Theory]
    [InlineData("\u001b[1;31mred\u001b[0m", "\u001b[1;31mred\u001b[0m")]
    [InlineData("\u001b[38;5;9mred", "\u001b[38;5;9mred\u001b[0m")]
    [InlineData("\u001b[31mred\u001b[2K", "\u001b[31mred\u001b[0m")]
    public void Where_colours_are_shown_they_stay_and_end_with_their_line(string line, string shown) => ShownText.Of(line, colours: true).ShouldBe(shown);
}
