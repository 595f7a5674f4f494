using System.Diagnostics;
using System.Text.Json;
using Springform.Abi.Loading;
using Springform.ContainerTests.Support;
using Springform.Errors;
using Springform.Plan;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/abi builds six legs from a clean clone, and each artifact was seen to run in bare bases.</summary>
[Draw(2)]
[Collection(Examples.OneAtATime)]
public sealed class AbiExampleTests(ExampleBuild<Examples.Abi> example, Workshop workshop) : IClassFixture<ExampleBuild<Examples.Abi>>
{
    private static readonly string[] Targets = [.. from debian in new[] { 11, 12, 13 } from arch in new[] { "amd64", "arm64" } select $"debian{debian}-{arch}"];

    [Fact]
    public async Task Six_legs_build_and_load_and_leave_nothing_behind()
    {
        example.Require();

        example.Built.Says("6 run, 0 cached", "12 run, 12 passed", "runs on");
        foreach (var target in Targets)
            File.Exists(example.Project.PathOf($"dist/greeting-1.0.0-{target}.tgz")).ShouldBeTrue(target);
        Sha256Sum("checksums.txt").ShouldBe(0);
        example.Project.Git("status", "--porcelain").ShouldBeEmpty();
        (await example.ContainersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("debian11-amd64", "2.31 2.36 2.41")]
    [InlineData("debian11-arm64", "2.31 2.36 2.41")]
    [InlineData("debian12-arm64", "2.36 2.41")]
    [InlineData("debian13-amd64", "2.41")]
    public void The_manifest_says_where_each_was_seen_to_run(string target, string glibcs)
    {
        example.Require();
        using var manifest = JsonDocument.Parse(example.Project.Text("dist/manifest.json"));

        var seen = manifest
            .RootElement.GetProperty("targets")
            .EnumerateArray()
            .Single(entry => entry.GetProperty("id").GetString() == target)
            .GetProperty("runs_on")
            .EnumerateArray()
            .ToList();

        string.Join(' ', seen.Select(run => run.GetProperty("glibc").GetString())).ShouldBe(glibcs);
        seen.ShouldAllBe(run => run.GetProperty("started")[0].GetString() == "greeting-1.0.0/bin/greet --version");
        seen.ShouldAllBe(run => run.GetProperty("loaded")[0].GetString() == "greeting-1.0.0/lib/libgreeting.so.1");
    }

    [Fact]
    public void Each_leg_has_its_record_of_base_glibc_compiler_and_commit()
    {
        example.Require();

        foreach (var target in Targets)
        {
            using var info = JsonDocument.Parse(example.Project.Text($"dist/build-info-{target}.json"));
            info.RootElement.GetProperty("commit").GetString().ShouldBe(example.Project.Git("rev-parse", "HEAD").Trim());
            info.RootElement.GetProperty("date").GetString().ShouldBe("2026-01-02");
            var leg = info.RootElement.GetProperty("target");
            leg.GetProperty("builder").GetProperty("bases")[0].GetProperty("digest").GetString()!.ShouldStartWith("sha256:");
            leg.GetProperty("toolchain")
                .GetProperty("glibc")
                .GetString()
                .ShouldBe(
                    target[6..8] switch
                    {
                        "11" => "2.31",
                        "12" => "2.36",
                        _ => "2.41",
                    }
                );
            leg.GetProperty("toolchain").GetProperty("gcc").GetString()!.ShouldStartWith("gcc ");
            info.RootElement.GetProperty("artifacts")[0].GetProperty("name").GetString().ShouldBe($"greeting-1.0.0-{target}.tgz");
        }
    }

    [Fact]
    public void A_library_that_lacks_a_symbol_and_a_program_that_does_not_start_are_both_named()
    {
        example.Require();
        var copy = example.Clone("broken", ".springform", "dist");
        Append(copy, "src/greeting.c", "\nextern int nobody_has_this(void);\nint use_it(void) { return nobody_has_this(); }\n");
        Append(copy, "Makefile", "\nLDFLAGS += -Wl,--allow-shlib-undefined\n");
        Replace(copy, "Makefile", "-o $@ src/greet.c", "-Wl,--allow-shlib-undefined -o $@ src/greet.c");
        Replace(copy, "src/greet.c", "return greet(\"version\", \"1\");", "return 3;");
        var before = File.ReadAllText(Path.Combine(copy, "dist/artifacts.json"));

        example
            .Project.Run("--project", copy, "--only=debian12-amd64")
            .Ends(1)
            .Says("E405 greeting-1.0.0/bin/greet does not start on debian12-amd64 (glibc 2.36)", "exit code 3")
            .Says("E405 greeting-1.0.0/lib/libgreeting.so.1 does not load on debian13-amd64 (glibc 2.41)", "nobody_has_this");

        File.ReadAllText(Path.Combine(copy, "dist/artifacts.json")).ShouldBe(before);
    }

    [Fact]
    public void One_leg_on_too_new_a_base_breaks_its_policy_and_dist_stays()
    {
        example.Require();
        var copy = example.Clone("too-new", ".springform", "dist");
        Replace(copy, "springform.yaml", "{base: debian13, abi: glibc 2.41}", "{base: debian13, abi: glibc 2.31}");
        var before = Sample.Hashes(Path.Combine(copy, "dist"));

        example
            .Project.Run("--project", copy)
            .Ends(5)
            .Says("libgreeting.so.1", "GLIBC_2.38", "glibc 2.31", "debian13-amd64", "debian13-arm64")
            .SaysNot("--> LoadTest");

        Sample.Hashes(Path.Combine(copy, "dist")).ShouldBe(before);
    }

    [Fact]
    public void What_was_made_on_a_newer_base_does_not_load_on_an_older_one()
    {
        example.Require();
        var copy = example.Clone("older", ".springform", "dist");
        Replace(copy, "springform.yaml", "compile:", "smoke: {bases: [debian11]}\ncompile:");

        example
            .Project.Run("--project", copy, "--only=debian13-amd64")
            .Ends(1)
            .Says("E405", "libgreeting.so.1 does not load on debian11-amd64 (glibc 2.31)", "GLIBC_2.");
    }

    [Fact]
    public async Task A_base_with_a_compiler_or_a_dev_package_proves_nothing()
    {
        example.Require();

        var error = await Should.ThrowAsync<SpringformException>(() => LoadInBuilderAsync("debian12-amd64", "greeting-builder:v1-debian12-amd64"));

        var problem = error.Problems.ShouldHaveSingleItem();
        problem.What.ShouldStartWith("the base fat-amd64 is not bare, so loading there proves nothing: it has /usr/bin/gcc");
        problem.Fix.ShouldContain("smoke.bases");
    }

    [Fact]
    public void Shared_objects_in_a_zip_and_in_a_zst_load()
    {
        example.Require();
        var copy = example.Clone("zip", ".springform", "dist");
        Replace(copy, "springform.yaml", "{target}.tgz", "{target}.zip");
        example.Project.Run("--project", copy, "--only=debian13-amd64").Ends(0).Says("1 run, 1 passed");

        Replace(copy, "springform.yaml", "{target}.zip", "{target}.tar.zst");
        example.Project.Run("--project", copy, "--only=debian13-amd64").Ends(0).Says("1 run, 1 passed");
    }

    [Fact]
    public void A_leg_that_produces_nothing_is_named_and_the_others_are_made()
    {
        example.Require();
        var copy = example.Clone("nothing", ".springform", "dist");
        Replace(copy, "Makefile", "all: build/greet", "all: $(if $(CROSS),,build/greet)");

        example
            .Project.Run("--project", copy, "--only=debian13-*")
            .Ends(1)
            .Says("E403 the command succeeded but made nothing that matches the output 'build/greet'", "compile/debian13-arm64/", "compile-debian13-amd64] gcc")
            .SaysNot("step compile/debian13-amd64");
    }

    [Fact]
    public void Parts_of_two_machines_are_merged()
    {
        example.Require();
        var folders = new[] { "debian11-*", "debian1[23]*" }.Select((_, index) => example.Clone($"machine-{index}", ".springform", "dist")).ToList();
        example.Project.Run("--project", folders[0], "--only=debian11-*").Ends(0);
        example.Project.Run("--project", folders[1], "--only=debian12-*", "--only=debian13-*").Ends(0);
        var clone = example.Project.Beside("merging");
        example.Project.Git("clone", "--quiet", example.Project.Folder, clone);

        example.Project.Run("--project", clone, "--target=Merge", $"--from={folders[0]}/dist", $"--from={folders[1]}/dist").Ends(0).Says("2 parts joined");

        foreach (var archive in Directory.GetFiles(example.Project.PathOf("dist"), "*.tgz"))
            File.ReadAllBytes(Path.Combine(clone, "dist", Path.GetFileName(archive))).ShouldBe(File.ReadAllBytes(archive));
    }

    [Fact]
    public void The_toolchain_of_a_leg_is_printed_for_people_and_for_programs()
    {
        example.Require();

        example
            .Project.Run("--target=BuilderInfo", "--only=debian11-arm64")
            .Ends(0)
            .Says(
                "debian11-arm64  linux/arm64, compiled on linux/amd64",
                "distribution  Debian GNU/Linux 11 (bullseye)",
                "glibc         2.31",
                "gcc           gcc "
            )
            .SaysNot("debian12");
        using var json = JsonDocument.Parse(example.Project.Run("--target=BuilderInfo", "--output=json").Ends(0).Output);
        json.RootElement.EnumerateArray().Select(leg => leg.GetProperty("target").GetString()).ShouldBe(Targets);
    }

    [Fact]
    public void A_shell_opens_in_a_legs_builder_with_its_inputs()
    {
        example.Require();
        // script(1) gives the command a pseudo-terminal.
        var start = new ProcessStartInfo(
            "script",
            ["--quiet", "--return", "--command", $"dotnet exec {Cli.Host} --project {example.Project.Folder} --target=Shell --only=debian12-arm64", "/dev/null"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CI");
        using var run = Process.Start(start)!;
        run.StandardInput.Write("ls src Makefile; echo cross=$CROSS; tty; exit 7\n");
        run.StandardInput.Flush();

        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();

        output.ShouldContain("greeting.h");
        output.ShouldContain("cross=aarch64-linux-gnu-");
        output.ShouldContain("/dev/pts/");
        output.ShouldContain("ended with exit code 7");
    }

    /// <summary>The load test of a leg's archive, in an image that is no bare base.</summary>
    private async Task LoadInBuilderAsync(string target, string image)
    {
        var fat = new PlannedBase("fat", "fat", "linux/amd64", null, [], new BasePin(BaseSource.Mirror, "sha256:" + new string('f', 64)));
        var leg = new Target(target, "linux/amd64", "linux/amd64", null, null, "");
        var load = new LoadStep(leg, fat.Id, [$"greeting-1.0.0-{target}.tgz"], [], new StepKey(ContentKey.Of(new string('1', 64)), [], FileSet.Empty));
        await workshop.DockerAsync("tag", image, fat.EngineReference!);
        try
        {
            await new LoadTester(workshop.OpenEngine(), example.Project.Beside("unpacked")).RunAsync(
                Plan(leg, fat, load),
                load,
                [example.Project.PathOf($"dist/{load.Archives[0]}")],
                new RecordedOutput(),
                TestContext.Current.CancellationToken
            );
        }
        finally
        {
            await workshop.DockerAsync("image", "rm", "--force", fat.EngineReference!);
        }
    }

    private static BuildPlan Plan(Target target, PlannedBase image, LoadStep load) =>
        new()
        {
            Project = new ProjectFacts("greeting", "1.0.0", "1.0.0", new string('0', 40), DateTimeOffset.UnixEpoch, false, 0),
            IsPartial = false,
            Targets = [target],
            Bases = [image],
            Recipes = [],
            ToolsImages = [],
            Builders = [],
            Commands = [],
            Toolchains = [],
            Artifacts = [],
            Abis = [],
            Loads = [load],
            SourceKey = "",
            Key = ContentKey.Pending("test"),
        };

    private int Sha256Sum(string list)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", list]) { WorkingDirectory = example.Project.PathOf("dist") }
        )!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Append(string folder, string file, string text) => File.AppendAllText(Path.Combine(folder, file), text);

    private static void Replace(string folder, string file, string old, string text)
    {
        var path = Path.Combine(folder, file);
        File.ReadAllText(path).ShouldContain(old);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, text, StringComparison.Ordinal));
    }
}
