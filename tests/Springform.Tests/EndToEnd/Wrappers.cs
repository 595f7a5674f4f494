using Springform.Tests.Archives;
using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// A project without .NET and without Springform: a script in it gets the pinned Springform and runs it. A shell script stands for Springform here.
/// </summary>
public sealed class Wrappers : IAsyncLifetime
{
    private readonly ReleasedProgram springform = new("springform");
    private readonly FetchingProject project;

    public Wrappers()
    {
        springform.Release("1.0.0", exitCode: 5);
        project = new FetchingProject(
            $$"""
            name: app
            version: 2.0.0
            targets: {x: linux/amd64}
            packages: [{archive: app.tar, files: [lib.txt]}]
            wrapper: {url: "{{springform.Server.Address}}{version}/", version: 1.0.0}

            """
        );
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await springform.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ReleasedProgram.Shells), MemberType = typeof(ReleasedProgram))]
    public void It_downloads_springform_once_and_runs_it_with_all_arguments_and_its_exit_code(string shell, string downloader)
    {
        RealTool.Need(shell);
        RealTool.Need(downloader);
        project.Run("--target=Wrapper").Ends(0).Says("springform.sh and springform.ps1 run Springform: pinned at 1.0.0");
        var script = project.PathOf("springform.sh");
        var requests = springform.Server.Requests.Count;

        var (code, said) = springform.Run(shell, downloader, script, "--target=Dist", "two words");

        code.ShouldBe(5, said);
        said.ShouldContain("springform 1.0.0 --target=Dist two words\n");
        springform.Run(shell, downloader, script, "again").ShouldBe((5, "springform 1.0.0 again\n"));
        springform.Server.Requests.Count.ShouldBe(requests + 1);
    }

    [Fact]
    public void What_changed_after_it_was_verified_is_not_run()
    {
        project.Run("--target=Wrapper").Ends(0);
        var script = project.PathOf("springform.sh");
        springform.Run("dash", "curl", script).ExitCode.ShouldBe(5);
        var file = Directory.GetFiles(springform.Home, "lib.txt", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var before = File.ReadAllText(file);
        File.WriteAllText(file, "another"); // not the program itself, and not among the files that the index requires

        springform.Run("dash", "curl", script).ShouldBe((5, "springform 1.0.0\n"));

        File.ReadAllText(file).ShouldBe(before);
    }

    [Fact]
    public void Another_file_than_the_pinned_one_is_never_run()
    {
        project.Run("--target=Wrapper").Ends(0);
        springform.Release("1.0.0", exitCode: 0);

        var (code, said) = springform.Run("dash", "curl", project.PathOf("springform.sh"));

        code.ShouldBeOneOf(4, 6);
        said.ShouldNotContain("springform 1.0.0\n");
    }

    [Fact]
    public void Run_again_the_task_moves_the_pin_and_says_from_what_to_what()
    {
        project.Run("--target=Wrapper").Ends(0);
        project.Run("--target=Wrapper").Ends(0).Says("still 1.0.0");
        springform.Release("1.1.0");
        project.Replace("springform.yaml", "version: 1.0.0}", "version: 1.1.0}");

        project.Run("--target=Wrapper").Ends(0).Says("1.0.0 -> 1.1.0");

        springform.Run("bash", "curl", project.PathOf("springform.sh"), "x").Said.ShouldContain("springform 1.1.0 x\n");
    }

    [Fact]
    public async Task In_PowerShell_too()
    {
        var powerShell = await PowerShell.PathAsync();
        project.Run("--target=Wrapper").Ends(0);

        for (var run = 0; run < 2; run++)
        {
            var (code, said) = springform.Run(powerShell, "curl", project.PathOf("springform.ps1"), "--target=Dist", "two words");
            code.ShouldBe(5, said);
            said.ShouldContain("springform 1.0.0 --target=Dist two words\n");
        }
    }

    [Fact]
    public void Its_scripts_are_clean_for_shellcheck_and_without_a_release_it_is_an_error()
    {
        RealTool.Need("shellcheck");
        project.Run("--target=Wrapper").Ends(0);
        RealTool.Run("shellcheck", project.PathOf("springform.sh")).ShouldBeEmpty();

        project.Replace("springform.yaml", "version: 1.0.0}", "version: 9.0.0}");
        project.Run("--target=Wrapper").Ends(4).Says("E321 the release of springform 9.0.0 cannot be had");
        project.Replace("springform.yaml", "wrapper:", "#");
        project.Run("--target=Wrapper").Ends(2).Says("E104 nothing says which release of Springform the wrapper runs");
    }
}
