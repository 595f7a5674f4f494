using System.Runtime.CompilerServices;
using Springform.Hosting;
using Springform.Tests.Docs;

namespace Springform.Tests.EndToEnd;

/// <summary>A .NET team's host with tasks of its own: it sees the public surface alone, and its guide shows it as it is.</summary>
public sealed class TeamTasks : IDisposable
{
    private const string Yaml = """
        name: hello
        version: 1.2.3
        bases: {busybox: "127.0.0.1:1/busybox:1"}
        builder: {image: hello-builder, dockerfile: Dockerfile}
        targets: {small: linux/amd64}
        compile: [{run: [make], inputs: [Dockerfile], outputs: [hello]}]
        smoke: {skip: "nothing is started here"}
        packages: [{archive: hello.tgz, files: [hello, LICENSE]}]

        """;

    private readonly GitProject project = new();

    public TeamTasks()
    {
        project.File("springform.yaml", Yaml);
        project.File("Dockerfile", "FROM busybox\n");
        project.File("LICENSE", "free\n");
        project.Commit();
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_task_of_a_team_reads_configuration_and_plan_and_has_its_line_of_the_summary()
    {
        var run = Run("--target=Announce");

        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        run.Output.ShouldContain("hello 1.2.3: hello.tgz for linux/amd64, new\n");
        run.Output.ShouldContain("    1 files (");
    }

    [Fact]
    public void A_hook_refuses_before_the_plan_with_an_error_of_the_team()
    {
        project.Replace("springform.yaml", ", LICENSE]", "]");

        var run = Run("--target=Plan");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("E901 hello.tgz has no licence\n  at  packages\n  fix add LICENSE to its files");
        run.Output.ShouldNotContain("compile/small");
    }

    [Fact]
    public void No_type_from_the_inside_is_visible_to_it()
    {
        var friends = typeof(SpringformHost)
            .Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), false)
            .Cast<InternalsVisibleToAttribute>()
            .Select(friend => friend.AssemblyName);

        friends.Order(StringComparer.Ordinal).ShouldBe(["Build", "Springform.Benchmarks", "Springform.Cli", "Springform.ContainerTests", "Springform.Tests"]);
        // A key of springform.yaml and a task are types that a team may use, however many there are; all else is a choice.
        typeof(SpringformHost)
            .Assembly.GetExportedTypes()
            .Count(type => type.Namespace is not ("Springform.Config" or "Springform.Tasks"))
            .ShouldBeLessThanOrEqualTo(40);
    }

    [Theory]
    [InlineData("Program.cs")]
    [InlineData("LicenceTask.cs")]
    [InlineData("AnnounceTask.cs")]
    public void The_guide_shows_the_file_as_it_is(string file)
    {
        var text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot(), "tests/Fixtures/TeamHost", file)).ReplaceLineEndings("\n");

        new Page("docs/guides/dotnet.md").Files.ShouldContain(($"build/{file}", text));
    }

    private CommandResult Run(params string[] words) =>
        Command.Run(
            project.Folder,
            ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "TeamHost.dll"), .. words],
            new Dictionary<string, string?>
            {
                ["NO_COLOR"] = "1",
                ["GITHUB_ACTIONS"] = null,
                ["CI"] = null,
            }
        );
}
