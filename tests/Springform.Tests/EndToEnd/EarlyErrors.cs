namespace Springform.Tests.EndToEnd;

/// <summary>What goes wrong before Cake's engine runs is told all the same, and is exit 2.</summary>
public sealed class EarlyErrors : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("E105 the project folder 'nope' does not exist", "--project=nope", "--target=Plan")]
    [InlineData("E105 the project folder 'nope' does not exist", "--working=nope", "--target=Plan")]
    [InlineData("E105 the project folder 'nope' does not exist", "-w", "nope", "--tree")]
    [InlineData("E105 the project folder 'nope' does not exist", "SPRINGFORM_PROJECT=nope", "--description")]
    [InlineData("E105 the project folder 'file' is no folder", "--project", "file")]
    [InlineData("E110 unknown switch '-target=Plan'", "-target=Plan")]
    [InlineData("E110 unknown switch '--t'", "--t", "Plan")]
    [InlineData("E111 there is no task 'Nothing'", "--target=Nothing", "--dryrun=true")]
    [InlineData("E111 there is no task 'Nothing'", "-t=Nothing", "--tree=false", "--verbosity=quiet", "--verbosity=quiet")]
    public void The_command_line(string told, params string[] words)
    {
        folder.File("file", "");

        Refused(Run(words), told);
    }

    [Fact]
    public void A_current_folder_that_is_gone()
    {
        var gone = Path.Combine(folder.Path, "gone");
        Directory.CreateDirectory(gone);

        Refused(
            Command.Run(gone, ["sh", "-c", "rmdir ../gone && exec \"$@\"", "sh", "dotnet", "exec", Cli.Host, "--target=Plan"], Plain),
            "E105 the current folder does not exist any more"
        );
    }

    [Theory]
    [InlineData("--target=Doctor")]
    [InlineData("--tree")]
    [InlineData("--target=Plan", "--verbosity=quiet")]
    public void A_task_of_the_project_that_cannot_be_made(params string[] words) =>
        Refused(
            Command.Run(folder.Path, ["dotnet", "exec", Host("TeamProbe"), .. words], Plain),
            "E112 Unable to resolve service for type 'TeamProbe.Unregistered' while attempting to activate 'TeamProbe.TeamTask'."
        );

    [Fact]
    public void Working_is_where_everything_is_read()
    {
        folder.File("project/springform.yaml", "name: [");

        Refused(Run("--working", "project", "--target=Check"), "E101 ");
    }

    [Fact]
    public void Nothing_is_written_where_there_is_no_home_folder()
    {
        Command
            .Run(folder.Path, ["dotnet", "exec", Cli.Host, "--tree"], new Dictionary<string, string?>(Plain) { ["HOME"] = null, ["XDG_CONFIG_HOME"] = null })
            .ExitCode.ShouldBe(0);

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private static void Refused(CommandResult result, string told)
    {
        result.Error.ShouldStartWith(told);
        result.Error.ShouldContain("\n  at  ");
        result.Error.ShouldContain("\n  fix ");
        result.ExitCode.ShouldBe(2);
    }

    private CommandResult Run(params string[] words) =>
        Command.Run(
            folder.Path,
            ["dotnet", "exec", Cli.Host, .. words.Where(word => !word.StartsWith("SPRINGFORM", StringComparison.Ordinal))],
            words
                .Where(word => word.StartsWith("SPRINGFORM", StringComparison.Ordinal))
                .Select(word => word.Split('='))
                .Aggregate(new Dictionary<string, string?>(Plain), (all, pair) => new(all) { [pair[0]] = pair[1] })
        );

    private static string Host(string program) => Path.Combine(AppContext.BaseDirectory, $"{program}.dll");

    private static Dictionary<string, string?> Plain =>
        new()
        {
            ["NO_COLOR"] = "1",
            ["GITHUB_ACTIONS"] = null,
            ["SPRINGFORM_PROJECT"] = null,
        };
}
