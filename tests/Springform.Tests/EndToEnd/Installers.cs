using Springform.Tests.Archives;
using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>Somebody installs a program from a release, moves to other versions, and removes it.</summary>
public sealed class Installers : IAsyncLifetime
{
    private readonly ReleasedProgram demo = new("demo");
    private readonly FetchingProject project;

    public Installers()
    {
        demo.Release("1.0.0");
        project = new FetchingProject(
            $$"""
            name: maker
            version: 1.0.0
            targets: {x: linux/amd64}
            packages: [{archive: maker.tar, files: [lib.txt]}]
            fetch: {demo: {url: "{{demo.Server.Address}}{version}/", version: 1.0.0, programs: [demo]} }

            """
        );
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
    }

    private string Program => Path.Combine(demo.Home, ".local/bin/demo");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await demo.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ReleasedProgram.Shells), MemberType = typeof(ReleasedProgram))]
    public void It_installs_moves_to_another_version_keeps_what_works_and_removes(string shell, string downloader)
    {
        RealTool.Need(shell);
        RealTool.Need(downloader);
        demo.Release("1.1.0");
        demo.Release("1.2.0", exitCode: 3);
        project.Run("--target=Installer", "--language=sh").Ends(0).Says("wrote install-demo.sh");
        var script = project.PathOf("install-demo.sh");

        var (code, said) = demo.Run(shell, downloader, script);
        code.ShouldBe(0, said);
        said.ShouldContain($"demo: add it to PATH: export PATH=\"{demo.Home}/.local/bin:$PATH\"");
        RealTool.Run(Program).ShouldBe("demo 1.0.0\n");
        File.Exists(Path.Combine(demo.Home, ".local/lib/demo/lib/lib.txt")).ShouldBeTrue();
        demo.Run(shell, downloader, script).Said.ShouldContain("demo: 1.0.0 is in ");

        (code, said) = demo.Run(shell, downloader, script, "--version=v1.1.0");
        code.ShouldBe(0, said);
        said.ShouldContain("1.1.0 is not pinned (1.0.0 is): it is what ");
        RealTool.Run(Program).ShouldBe("demo 1.1.0\n");

        demo.Run(shell, downloader, script, "--version=1.2.0")
            .ShouldSatisfyAllConditions(
                run => run.ExitCode.ShouldBe(1, run.Said),
                run => run.Said.ShouldContain("demo of 1.2.0 does not start here; what was installed before stays")
            );
        RealTool.Run(Program).ShouldBe("demo 1.1.0\n");
        demo.Run(shell, downloader, script, "--version=9.9").ExitCode.ShouldBe(4);

        demo.Run(shell, downloader, script, "--uninstall").ExitCode.ShouldBe(0);
        Directory
            .GetFileSystemEntries(Path.Combine(demo.Home, ".local"), "*", SearchOption.AllDirectories)
            .Where(path => !Directory.Exists(path))
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_file_of_somebody_else_in_bin_stays_and_usage_is_told()
    {
        project.Run("--target=Installer", "--language=sh").Ends(0);
        var script = project.PathOf("install-demo.sh");
        Directory.CreateDirectory(Path.GetDirectoryName(Program)!);
        File.WriteAllText(Program, "mine");

        demo.Run("dash", "curl", script)
            .ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(1), run => run.Said.ShouldContain("is there already and is not ours"));
        demo.Run("dash", "curl", script, "--uninstall").ExitCode.ShouldBe(0);
        File.ReadAllText(Program).ShouldBe("mine");
        demo.Run("dash", "curl", script, "--help").ExitCode.ShouldBe(2);
        demo.Run("dash", "curl", script, "--version=../x").ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_complete_file_that_is_another_one_is_not_installed()
    {
        project.Run("--target=Installer", "--language=sh").Ends(0);
        foreach (var request in new[] { "demo-1.0.0-x.tgz", "demo-1.0.0-y.tgz" })
        {
            var size = (int)
                System
                    .Text.Json.JsonDocument.Parse(project.Text("springform.fetch.lock"))
                    .RootElement.GetProperty("libraries")
                    .GetProperty("demo")
                    .GetProperty("assets")
                    .EnumerateArray()
                    .Single(asset => asset.GetProperty("name").GetString() == request)
                    .GetProperty("size")
                    .GetInt64();
            demo.Server.Serve($"1.0.0/{request}", new byte[size]);
        }

        demo.Run("dash", "curl", project.PathOf("install-demo.sh")).ExitCode.ShouldBe(6);

        File.Exists(Program).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"name\": \"demo-", "\"name\": \"../demo-")]
    [InlineData("\"root\": \"demo-1.1.0\"", "\"root\": \"..\"")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"../")]
    [InlineData("\"path\": \"demo\"", "\"path\": \"../demo\"")]
    public async Task An_index_that_nobody_pinned_names_nothing_outside(string right, string wrong)
    {
        var powerShell = await PowerShell.PathAsync();
        demo.Release("1.1.0");
        using var http = new HttpClient();
        var index = await http.GetStringAsync(new Uri($"{demo.Server.Address}1.1.0/demo-fetch.json"), TestContext.Current.CancellationToken);
        index.ShouldContain(right);
        demo.Server.Serve("1.1.0/demo-fetch.json", System.Text.Encoding.UTF8.GetBytes(index.Replace(right, wrong, StringComparison.Ordinal)));
        project.Run("--target=Installer", "--language=sh").Ends(0);
        project.Run("--target=Installer", "--language=powershell").Ends(0);

        foreach (
            var (code, said) in new[]
            {
                demo.Run("dash", "curl", project.PathOf("install-demo.sh"), "--version=1.1.0"),
                demo.Run(powerShell, "curl", project.PathOf("install-demo.ps1"), "-Wanted", "1.1.0"),
            }
        )
        {
            code.ShouldBe(6, said);
            said.ShouldContain("has a name or a hash that is none");
        }
    }

    [Fact]
    public async Task In_PowerShell_too()
    {
        var powerShell = await PowerShell.PathAsync();
        demo.Release("1.1.0");
        demo.Release("1.2.0", exitCode: 3);
        project.Run("--target=Installer", "--language=powershell").Ends(0).Says("wrote install-demo.ps1");
        var script = project.PathOf("install-demo.ps1");
        var program = Path.Combine(demo.Home, ".local/lib/demo/demo");

        foreach (
            var (arguments, exitCode, version) in new[]
            {
                (Array.Empty<string>(), 0, "1.0.0"),
                (["-Wanted", "1.1.0"], 0, "1.1.0"),
                (["-Wanted", "1.2.0"], 1, "1.1.0"),
            }
        )
        {
            var (code, said) = demo.Run(powerShell, "curl", script, arguments);
            code.ShouldBe(exitCode, said);
            RealTool.Run(program).ShouldBe($"demo {version}\n");
        }

        demo.Run(powerShell, "curl", script, "-Uninstall").ExitCode.ShouldBe(0);
        File.Exists(program).ShouldBeFalse();
    }

    [Fact]
    public void The_script_is_clean_for_shellcheck_and_programs_must_be_named()
    {
        RealTool.Need("shellcheck");
        project.Run("--target=Installer", "--language=sh").Ends(0);
        RealTool.Run("shellcheck", project.PathOf("install-demo.sh")).ShouldBeEmpty();
        project.Run("--target=Installer", "--language=cmake").Ends(2).Says("E104", "one of: sh, powershell");

        project.Replace("springform.yaml", ", programs: [demo]", "");
        project.Run("--target=Installer", "--language=sh").Ends(2).Says("E104 nothing says which programs of demo an installer puts into PATH");
    }
}
