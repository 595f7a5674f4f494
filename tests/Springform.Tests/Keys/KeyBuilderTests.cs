using Springform.Files;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Keys;

public sealed class KeyBuilderTests
{
    private static readonly FileFact File = new("a.c", FileKind.Regular, new string('a', 64), 1);

    [Fact]
    public void The_order_of_calls_does_not_matter()
    {
        var one = Builder().Add("platform", "linux/amd64").Add("command", ["make", "all"]).Add("recipe x", Key("one"));
        var other = Builder().Add("recipe x", Key("one")).Add("command", ["make", "all"]).Add("platform", "linux/amd64");

        other.Build().Key.ShouldBe(one.Build().Key);
        one.Build().Inputs.Select(input => input.Name).ShouldBe(["command", "platform", "recipe x"]);
    }

    [Fact]
    public void The_order_inside_a_list_matters() => Of(key => key.Add("command", ["a", "b"])).ShouldNotBe(Of(key => key.Add("command", ["b", "a"])));

    [Theory]
    [InlineData(new[] { "ab" }, new[] { "a", "b" })]
    [InlineData(new[] { "a\nb" }, new[] { "a", "b" })]
    [InlineData(new[] { "a\\nb" }, new[] { "a\nb" })]
    [InlineData(new[] { "a", "" }, new[] { "a" })]
    [InlineData(new[] { "" }, new string[0])]
    public void No_two_lists_run_together(string[] one, string[] other) => Of(key => key.Add("command", one)).ShouldNotBe(Of(key => key.Add("command", other)));

    [Fact]
    public void Names_and_values_do_not_run_together()
    {
        Of(key => key.Add("ab", "c")).ShouldNotBe(Of(key => key.Add("a", "bc")));
        Of(key => key.Add("a", "b").Add("c", "d")).ShouldNotBe(Of(key => key.Add("a", "bcd")));
        Of(key => key.Add("a", (string?)null)).ShouldNotBe(Of(key => key.Add("a", "")));
        Of(key => key.Add("a", (string?)null)).ShouldNotBe(Of(key => key.Add("a", "(none)")));
    }

    [Fact]
    public void Two_kinds_never_share_a_key() =>
        new KeyBuilder("compile").Add("a", "b").Build().Key.ShouldNotBe(new KeyBuilder("test").Add("a", "b").Build().Key);

    [Fact]
    public void Path_content_and_mode_of_a_file_matter_and_its_place_in_the_list_does_not()
    {
        var second = File with { Path = "b.c" };
        var key = WithFiles(File, second);

        WithFiles(second, File).ShouldBe(key);
        WithFiles(File).ShouldNotBe(key);
        WithFiles(File with { Path = "c.c" }, second).ShouldNotBe(key);
        WithFiles(File with { Kind = FileKind.Executable }, second).ShouldNotBe(key);
        WithFiles(File with { Sha256 = new string('b', 64) }, second).ShouldNotBe(key);
    }

    [Fact]
    public void An_unresolved_input_makes_the_key_pending_and_names_the_first_reason()
    {
        var pending = Builder().Add("platform", "linux/amd64").AddPending("base bookworm-amd64", "base bookworm").AddPending("base x", "base x").Build();

        pending.IsPending.ShouldBeTrue();
        pending.Key.Text.ShouldBe("pending (base bookworm)");
        pending.Key.Short.ShouldBe("pending");
        pending.Inputs.ShouldContain(new KeyInput("base bookworm-amd64", null));
    }

    [Fact]
    public void A_pending_key_makes_the_next_one_pending_with_the_same_reason() =>
        Builder().Add("recipe fio", ContentKey.Pending("pending (base bookworm)")).Build().Key.ShouldBe(ContentKey.Pending("pending (base bookworm)"));

    [Fact]
    public void A_key_is_64_hexadecimal_digits() => Of(key => key).Text.ShouldMatch("^[0-9a-f]{64}$");

    private static ContentKey WithFiles(params FileFact[] files) => Of(key => key.Add(new FileSet(files)));

    private static ContentKey Of(Func<KeyBuilder, KeyBuilder> add) => add(Builder()).Build().Key;

    private static ContentKey Key(string text) => new KeyBuilder("other").Add("text", text).Build().Key;

    private static KeyBuilder Builder() => new("compile");
}
