using System.Reflection;
using Cake.Frosting;
using Springform.Completion;
using Springform.Config.Switches;
using Springform.Pipeline;

namespace Springform.Tests.Completion;

/// <summary>The files of share/, which are packed into the releases of the springform command: made from the code, and UPDATE_GOLDEN=1 writes them.</summary>
public sealed class ShippedFiles
{
    private static readonly Offer Shipped = Offer.Of(
        typeof(BuildContext)
            .Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<TaskNameAttribute>() is not null)
            .Select(type => (type.GetCustomAttribute<TaskNameAttribute>()!.Name, type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description))
    );

    public static TheoryData<string> Shells() => [.. OptionTable.Find("shell")!.Allowed];

    [Theory]
    [InlineData("bash", "bash-completion/completions/springform")]
    [InlineData("zsh", "zsh/site-functions/_springform")]
    [InlineData("fish", "fish/vendor_completions.d/springform.fish")]
    [InlineData("powershell", "powershell/springform.ps1")]
    public void Completions_are_those_of_the_table(string shell, string path) => Matches(path, CompletionScript.Of(shell, Shipped));

    [Fact]
    public void The_manual_page_is_that_of_the_table() => Matches("man/man1/springform.1", ManPage.Of(Shipped));

    [Theory]
    [MemberData(nameof(Shells))]
    public void Every_switch_and_every_task_is_in_every_script(string shell)
    {
        var script = CompletionScript.Of(shell, Shipped);

        OptionTable.Rows.ShouldAllBe(row => script.Contains(shell == "fish" ? $"-l {row.Name}" : row.Switch, StringComparison.Ordinal));
        Shipped.Tasks.ShouldAllBe(task => script.Contains($"'{task.Name}", StringComparison.Ordinal));
        Shipped.Tasks.Count.ShouldBeGreaterThan(40);
    }

    /// <summary>A CI runner may take them for a command of its own, so that a terminal there spells them otherwise.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public void No_script_has_two_number_signs_in_a_row(string shell) => CompletionScript.Of(shell, Hostile()).ShouldNotContain("##");

    [Theory]
    [InlineData(".so /etc/passwd", @"\&.so /etc/passwd")]
    [InlineData("'br", @"\&\(aqbr")]
    [InlineData(@"a\*(xx -- ""b"" ~^", @"a\(rs*(xx \-\- \(dqb\(dq \(ti\(ha")]
    [InlineData("`code` \u00fc\U0001F600\n.x", @"code \[u00FC]\[u1F600] .x")]
    public void Nothing_in_a_text_is_a_request_to_troff(string text, string escaped) => ManPage.Escaped(text).ShouldBe(escaped);

    [Fact]
    public void A_task_with_a_hostile_description_is_quoted_in_every_script()
    {
        CompletionScript.Of("bash", Hostile()).ShouldContain("'It'\\''s'");
        CompletionScript.Of("zsh", Hostile()).ShouldContain(@"'It'\''s:$(touch pwned) '\'''\'' ] : \ `x`'");
        CompletionScript.Of("fish", Hostile()).ShouldContain(@"'It\'s' '$(touch pwned) \'\' ] : \\ `x`'");
        CompletionScript.Of("powershell", Hostile()).ShouldContain("'It''s'");
    }

    private static Offer Hostile() => Offer.Of([("It's", @"$(touch pwned) '' ] : \ `x`")]);

    private static void Matches(string path, string text) => Golden.MatchesFile(text, Path.Combine(Golden.RepositoryRoot(), "share", path));
}
