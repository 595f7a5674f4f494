using Springform.Abi.Loading;

namespace Springform.Tests.Abi.Loading;

/// <summary>What is not answered has not passed.</summary>
public sealed class LoadAnswersTests
{
    private const string Answers =
        "distribution\tDebian GNU/Linux 11 (bullseye)\nglibc\tglibc 2.31\nE/artifact/bin/a\t0\nE/artifact/bin/slow\t124\nE/artifact/bin/b\t1\n"
        + "said\tb: no \u001b[31mred\nsaid\t\n"
        + "L/artifact/lib/c.so\tunmapped\nsaid\tERROR: ld.so: object 'c.so' cannot be preloaded: ignored.\n";

    [Fact]
    public void The_base_says_what_it_is()
    {
        var answers = new LoadAnswers(Answers);

        (answers.Distribution, answers.Glibc).ShouldBe(("Debian GNU/Linux 11 (bullseye)", "2.31"));
        answers.Toolchain.ShouldBeEmpty();
        new LoadAnswers("toolchain\t/usr/bin/gcc\ntoolchain\t/usr/include/stdio.h\n").Toolchain.ShouldBe(["/usr/bin/gcc", "/usr/include/stdio.h"]);
        new LoadAnswers("glibc\t\n").Glibc.ShouldBeNull();
    }

    [Theory]
    [InlineData("E/artifact/bin/a", null)]
    [InlineData("E/artifact/bin/b", "exit code 1")]
    [InlineData("E/artifact/bin/slow", "exit code 124: it did not end within a minute")]
    [InlineData("L/artifact/lib/c.so", "the loader passed it over")]
    [InlineData("L/artifact/lib/never-asked.so", "no answer: the container ended before")]
    public void Only_a_zero_is_a_pass(string item, string? failure) => new LoadAnswers(Answers).FailureOf(item).ShouldBe(failure);

    [Fact]
    public void What_a_program_says_cannot_command_the_terminal() => new LoadAnswers(Answers).Said("E/artifact/bin/b").ShouldBe([@"b: no \u001b[31mred"]);

    [Fact]
    public void An_answer_that_is_cut_off_is_none() =>
        new LoadAnswers(Answers[..Answers.IndexOf("bin/b\t1", StringComparison.Ordinal)]).FailureOf("E/artifact/bin/b").ShouldNotBeNull();
}
