using Springform.Init;

namespace Springform.Tests.Init;

public sealed class LinkerFlagsTests
{
    [Theory]
    [InlineData("-s -w", "-s -w")]
    [InlineData("-s -w -X main.version={{.Version}}", "-s -w -X main.version=$VERSION")]
    [InlineData("-X main.tag={{ .Tag }} -X=main.commit={{.FullCommit}}", "-X main.tag=v$VERSION -X=main.commit=$COMMIT")]
    [InlineData("-X 'main.note=one'", "-X 'main.note=one'")]
    public void What_a_shell_and_we_understand_is_carried_over(string given, string text)
    {
        LinkerFlags.Of([given]).Text.ShouldBe(text);
        LinkerFlags.Of([given]).Lost.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-s -X main.date={{.Date}} -w", "-s -w", "-X main.date={{.Date}}")]
    [InlineData("-s -X main.host=$(hostname)", "-s", "-X main.host=$(hostname)")]
    [InlineData("-s -X main.x=`id`", "-s", "-X main.x=`id`")]
    [InlineData("-s -X main.x=\"a\"", "-s", "-X main.x=\"a\"")]
    public void What_cannot_be_said_so_is_left_out_and_told(string given, string text, string lost)
    {
        var flags = LinkerFlags.Of([given]);

        flags.Lost.ShouldBe([lost]);
        flags.Text.ShouldBe(text);
    }

    [Fact]
    public void Quotes_of_which_a_half_is_lost_are_lost_as_a_whole() => LinkerFlags.Of(["-s -X 'main.x=$(id) b'"]).Text.ShouldBeNull();

    [Fact]
    public void Without_a_word_they_are_those_of_GoReleaser_but_for_the_date() => LinkerFlags.Of([]).ShouldBe(LinkerFlags.Default);
}
