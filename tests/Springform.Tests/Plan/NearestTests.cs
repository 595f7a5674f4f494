using Springform.Errors;

namespace Springform.Tests.Plan;

public sealed class NearestTests
{
    [Theory]
    [InlineData("dry-run", "dryrun")]
    [InlineData("comiple", "compile")]
    [InlineData("Compile", "compile")]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    [InlineData("d", null)]
    public void The_nearest_known_name_is_found(string name, string? expected) => Nearest.To(name, ["compile", "dryrun", "packages"]).ShouldBe(expected);

    [Fact]
    public void Of_equally_near_names_the_first_is_taken() => Nearest.To("bat", ["cat", "hat"]).ShouldBe("cat");

    [Fact]
    public void Two_letters_that_changed_places_are_one_slip() => Nearest.To("tset", ["text", "test"]).ShouldBe("test");

    [Fact]
    public void A_hint_names_the_nearest_else_what_is_known()
    {
        Nearest.Hint("compil", ["compile", "test"]).ShouldBe("did you mean 'compile'?");
        Nearest.Hint("zzzzzz", ["compile", "test"]).ShouldBe("use one of: compile, test");
        Nearest.Hint("zzzzzz", [], "define one").ShouldBe("define one");
        Nearest.Hint("zzzzzz", [.. Enumerable.Range(0, 20).Select(index => $"name{index}")]).ShouldEndWith("name11 and 8 more");
    }

    [Fact]
    public void A_name_of_a_megabyte_costs_nothing() => Nearest.To(new string('x', 1 << 20), ["compile"]).ShouldBeNull();
}
