using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Pipeline;

namespace Springform.Tests.Docs;

/// <summary>Commands in Markdown could be given: their switches and tasks exist.</summary>
public sealed partial class CommandTests
{
    private static readonly IReadOnlyList<string> Tasks =
    [
        .. new[] { typeof(BuildContext).Assembly, Assembly.Load("Build") }
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name)
            .OfType<string>(),
    ];

    public static TheoryData<string> Pages() => [.. Page.Paths()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_is_accepted(string path)
    {
        var page = new Page(path);
        foreach (var command in page.Blocks.SelectMany(block => block.Text.Split('\n')).Concat(page.Spans).SelectMany(CommandsIn))
        {
            // It throws what the host would say.
            var options = OptionReader.Read(command, new Dictionary<string, string>());

            options.Targets.Except(Tasks).ShouldBeEmpty(string.Join(' ', command));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_switch_that_a_sentence_names_exists(string path)
    {
        var words = new Page(path)
            .Spans.Where(span => span.StartsWith("--", StringComparison.Ordinal))
            .SelectMany(WordsOf)
            .Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .ToList();

        words.Where(word => OptionTable.Find(word[2..].Split('=')[0]) is null).ShouldBeEmpty();
        words
            .Where(word => word.StartsWith("--target=", StringComparison.Ordinal))
            .Select(word => word["--target=".Length..])
            .Except(Tasks.Append("TASK"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_commands_of_a_page_are_found()
    {
        CommandsIn("    TOKEN=... ./build.sh --target=AbiReport --file PATH --policy \"glibc 2.31\"   # by hand")
            .ShouldHaveSingleItem()
            .ShouldBe(["--target=AbiReport", "--file", "PATH", "--policy", "glibc 2.31"]);
        CommandsIn("cd springform && ./build.sh --target=Dist && echo done").ShouldHaveSingleItem().ShouldBe(["--target=Dist"]);
        Page.Paths().Sum(path => new Page(path).Blocks.SelectMany(block => block.Text.Split('\n')).SelectMany(CommandsIn).Count()).ShouldBeGreaterThan(30);
    }

    private static IEnumerable<IReadOnlyList<string>> CommandsIn(string line) =>
        Command().Matches(line).Select(match => WordsOf(match.Groups["words"].Value)).Where(words => words.Any(word => word.StartsWith('-')));

    private static IReadOnlyList<string> WordsOf(string text) => [.. Word().Matches(text).Select(match => match.Value.Trim('"', '\''))];

    [GeneratedRegex(@"(?:^|[\s/])(?:build\.sh|build\.ps1|springform)(?<words>(?:[ ]+(?:""[^""]*""|'[^']*'|[^\s#;&|>""']+))+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"""[^""]*""|'[^']*'|\S+")]
    private static partial Regex Word();
}
