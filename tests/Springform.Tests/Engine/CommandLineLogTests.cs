using Springform.Machine;

namespace Springform.Tests.Engine;

public sealed class CommandLineLogTests
{
    [Fact]
    public void A_command_line_is_shown_so_that_a_shell_takes_it()
    {
        var lines = new List<string>();

        new CommandLineLog(lines.Add, () => Secrets.None).Started(new ProcessCommand("/usr/bin/docker", ["run", "a b", "it's", "", "--x=1"]));

        lines.ShouldBe([@"$ /usr/bin/docker run 'a b' 'it'\''s' '' --x=1"]);
    }

    [Fact]
    public void Values_of_secrets_are_masked_the_longest_first()
    {
        var lines = new List<string>();

        new CommandLineLog(lines.Add, () => new Secrets(["token", "token-and-more", ""])).Started(new ProcessCommand("x", ["--key=token-and-more", "token"]));

        lines.ShouldBe(["$ x '--key=***' '***'"]);
    }
}
