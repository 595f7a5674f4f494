using Springform.Archives;
using Springform.Compile;
using Springform.Engine;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;
using Springform.Tests.Archives;

namespace Springform.Tests.Compile;

/// <summary>What is in a capsule and what never is. That it fails the same way elsewhere is tried with an engine.</summary>
public sealed class FailureCapsulesTests : IDisposable
{
    private const string Value = "s3cret-value-of-a-token";
    private static readonly ContainerResult Result = new(3, TimeSpan.FromSeconds(1), []);
    private readonly TemporaryFolder folder = new();
    private readonly RecordedLines shown = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_has_inputs_facts_log_and_script()
    {
        var path = (await KeepAsync(Step(), [Input("a b'.txt", "text"), Input("-rf", "")], "line")).ShouldNotBeNull();

        path.ShouldBe(Path.Combine(folder.Path, "failures", "compile-all.tgz"));
        RealTool
            .Run("tar", "-tzf", path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(
                [
                    "compile-all/failure.json",
                    "compile-all/log.txt",
                    "compile-all/rerun.sh",
                    "compile-all/src/",
                    "compile-all/src/-rf",
                    "compile-all/src/a b'.txt",
                ],
                ignoreOrder: true
            );
        RealTool.Run("tar", "-xzOf", path, "compile-all/log.txt").ShouldBe("line\n");
        RealTool.Run("tar", "-xzOf", path, "compile-all/failure.json").ShouldContain("\"image_id\": \"sha256:1\"");
    }

    [Fact]
    public async Task The_same_failure_gives_the_same_bytes()
    {
        var first = await File.ReadAllBytesAsync((await KeepAsync(Step(), [Input("b", "2"), Input("a", "1")], "line")).ShouldNotBeNull(), Cancellation);

        var again = await File.ReadAllBytesAsync((await KeepAsync(Step(), [Input("a", "1"), Input("b", "2")], "line")).ShouldNotBeNull(), Cancellation);

        again.ShouldBe(first);
    }

    [Fact]
    public async Task A_secret_is_a_name_in_the_script_and_masked_in_the_log()
    {
        var path = (await KeepAsync(Step(), [], $"token={Value} base64 {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value))}")).ShouldNotBeNull();

        RealTool.Run("tar", "-xzOf", path, "compile-all/log.txt").ShouldBe("token=*** base64 ***=\n");
        RealTool.Run("tar", "-xzOf", path, "compile-all/rerun.sh").ShouldContain("${TOKEN:?");
        RealTool.Run("tar", "-xzOf", path).ShouldNotContain(Value);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("name")]
    [InlineData("environment")]
    [InlineData("command")]
    public async Task Where_something_holds_a_secret_there_is_none_and_why_is_said(string holder)
    {
        var step = holder switch
        {
            "environment" => Step() with { Environment = new Dictionary<string, string> { ["COPY"] = Value } },
            "command" => Step() with { Command = ["sh", "-c", $"echo {Value}"] },
            _ => Step(),
        };
        IReadOnlyList<ArchiveEntry> inputs = holder switch
        {
            "input" => [Input("settings", $"x={Value}\n")],
            "name" => [Input(Value, "")],
            _ => [],
        };

        (await KeepAsync(step, inputs, "line")).ShouldBeNull();

        shown.Lines.Count(line => line.StartsWith("warning: there is no failure capsule: ", StringComparison.Ordinal)).ShouldBe(1);
        Directory.Exists(Path.Combine(folder.Path, "failures")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_that_ran_in_place_leaves_none_and_why_is_said()
    {
        (await KeepAsync(Step(), [], "line", hasRun: false)).ShouldBeNull();

        shown.Lines.ShouldContain(line => line.Contains("did not run in a container", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_earlier_failure_left_goes_when_the_leg_begins_again()
    {
        var capsules = Capsules();
        capsules.Forget("compile-x");
        var path = folder.File("failures/compile-x.tgz", "old");

        capsules.Forget("compile-x");

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void The_script_is_clean_for_shellcheck_whatever_the_command_is()
    {
        RealTool.Need("shellcheck");
        string[] words = ["create", "--env", "A=it's $(touch x)\nnext", "--env", "TOKEN", "--entrypoint", "sh", "localhost/b:1", "-c", "echo \"$HOME\" `id`"];
        var script = folder.File("rerun.sh", RerunScript.Of(new Rerun("docker", "localhost/b:1", "sha256:1", words), Step()));

        // What single quotes hold is for the container's shell.
        RealTool.Run("shellcheck", "--exclude=SC2016", script).ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CommandStep Step() =>
        new("compile/all/1-sh", null, "amd64", ["sh", "-c", "exit 3"], new KeyBuilder("compile").Build())
        {
            Environment = new Dictionary<string, string> { ["PLAIN"] = "1" },
            Outputs = ["out"],
            After = [],
            Secrets = ["TOKEN"],
        };

    private ArchiveEntry Input(string name, string text) => ArchiveEntry.FromFile(name, folder.File(Path.Combine("work", name), text), executable: false);

    private FailureCapsules Capsules() => new(Path.Combine(folder.Path, "failures"), new Secrets([Value]));

    private async Task<string?> KeepAsync(CommandStep step, IReadOnlyList<ArchiveEntry> inputs, string line, bool hasRun = true)
    {
        var capsules = Capsules();
        using var log = capsules.Record(shown, Path.Combine(folder.Path, "scratch"));
        log.Line(line);
        var search = new SecretSearch(new Dictionary<string, string> { ["TOKEN"] = Value }, Path.Combine(folder.Path, "search"), name => name);
        var rerun = hasRun ? new Rerun("docker", "localhost/b:1", "sha256:1", ["create", "localhost/b:1"]) : null;
        return await capsules.KeepAsync(new FailedCommand(step, Result, inputs), _ => Task.FromResult(rerun), search, log, Cancellation);
    }
}
