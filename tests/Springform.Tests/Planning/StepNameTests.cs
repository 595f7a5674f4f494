using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class StepNameTests
{
    [Theory]
    [InlineData(null, "/usr/bin/make", "make")]
    [InlineData(null, "./my tool", "my-tool")]
    [InlineData(null, "a\u001b[2Jb", "a--2Jb")]
    [InlineData(null, "g++", "g++")]
    [InlineData(null, "bin/", "command")]
    [InlineData("make all", "make", "make all")]
    public void A_command_is_called_by_its_name_or_plainly_by_its_program(string? given, string program, string name) =>
        StepName.Of(given, program).ShouldBe(name);

    [Fact]
    public void A_long_program_is_cut() => StepName.Of(null, new string('x', 300)).Length.ShouldBe(40);
}
