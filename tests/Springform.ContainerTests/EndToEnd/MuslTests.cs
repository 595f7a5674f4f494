using System.Text.Json;
using Springform.Archives;
using Springform.ContainerTests.Support;
using Springform.Machine;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/musl is static against musl for two architectures, and that is proven.</summary>
[Draw(3)]
[Collection(Examples.OneAtATime)]
public sealed class MuslTests(ExampleBuild<Examples.Musl> build, Workshop workshop) : IClassFixture<ExampleBuild<Examples.Musl>>
{
    public static readonly TheoryData<string, string> Targets = new() { { "x86_64", "linux/amd64" }, { "aarch64", "linux/arm64" } };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Each_has_no_loader_no_library_and_no_glibc_and_started_in_a_bare_Debian(string target, string platform)
    {
        build.Require();
        using var abi = JsonDocument.Parse(
            build.Project.Run("--target=AbiReport", $"--file=dist/lines-1.0.0-{target}.tgz", "--policy=static, musl", "--output=json").Ends(0).Output
        );

        var program = Files(abi.RootElement).ShouldHaveSingleItem();
        program.GetProperty("kind").GetString().ShouldBe("static program");
        program.GetProperty("interpreter").ValueKind.ShouldBe(JsonValueKind.Null);
        program.GetProperty("needed").GetArrayLength().ShouldBe(0);
        program.GetProperty("lowest_glibc").ValueKind.ShouldBe(JsonValueKind.Null);
        program.GetProperty("machine").GetString().ShouldBe(target);
        build.Project.Text($"dist/build-info-{target}.json").ShouldContain("\"musl\": \"1.2.3\"");
        build.Built.Says("2 run, 2 passed", $"bookworm-{platform["linux/".Length..]} (glibc 2.36)");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Each_runs_in_a_container_that_holds_nothing_else(string target, string platform)
    {
        build.Require();
        var folder = build.Project.Beside($"scratch-{target}");
        await new ArchiveReader().ExtractToAsync(build.Project.PathOf($"dist/lines-1.0.0-{target}.tgz"), folder, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Dockerfile"),
            "FROM scratch\nCOPY lines-1.0.0/bin/lines /lines\n",
            TestContext.Current.CancellationToken
        );
        var tag = $"lines-scratch:{target}";
        await workshop.DockerAsync("buildx", "build", "--builder", "default", "--load", "--platform", platform, "--tag", tag, folder);

        (await workshop.DockerAsync("run", "--rm", "--network=none", "--platform", platform, tag, "/lines", "--version")).ShouldBe(["lines 1.0.0"]);
    }

    /// <summary>Debian's busybox is static, and has glibc in it.</summary>
    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task A_program_linked_statically_with_glibc_breaks_the_policy(string architecture)
    {
        build.Require();
        var packages = await new DebianPackages(new ProcessRunner(ProcessEnvironment.Current())).UnpackAsync(
            architecture,
            ["busybox-static"],
            TestContext.Current.CancellationToken
        );
        var busybox = $"--file={packages}/bin/busybox";

        build.Project.Run("--target=AbiReport", busybox, "--policy=static").Ends(0);
        build
            .Project.Run("--target=AbiReport", busybox, "--policy=static, musl")
            .Ends(5)
            .Says("E212", "busybox is made for glibc (its start files, linked in)", "musl-gcc");
    }

    [Fact]
    public void A_library_for_musl_fits_a_musllinux_wheel_and_no_manylinux_one()
    {
        build.Require();
        using var project = Copy();
        project.Replace("Makefile", "-static -o $@ src/lines.c", "-shared -fPIC -o build/lines src/lines.c");
        project.Replace("springform.yaml", "abi: \"static, musl\"", "abi: musllinux_1_2");
        project.Run("--only=x86_64", "--skip=LoadTest").Ends(0).Says("musl                   lines-1.0.0-x86_64.tgz  (musllinux_1_2)");

        AbiReport(project, "musllinux_1_2").Ends(0);
        AbiReport(project, "manylinux_2_36").Ends(5).Says("E212");
        AbiReport(project, "glibc 2.36").Ends(5).Says("E212");
        AbiReport(project, "static").Ends(5).Says("E213", "libc.so");
    }

    private static CliResult AbiReport(GitProject project, string policy) =>
        project.Run("--target=AbiReport", "--file=dist/lines-1.0.0-x86_64.tgz", $"--policy={policy}");

    private GitProject Copy()
    {
        var project = ExampleCopy.Of("musl");
        project.Commit();
        Directory.CreateDirectory(project.PathOf(".springform"));
        File.Copy(build.Project.PathOf(".springform/pins.json"), project.PathOf(".springform/pins.json"));
        return project;
    }

    private static IReadOnlyList<JsonElement> Files(JsonElement report) => [.. report.GetProperty("artifacts")[0].GetProperty("files").EnumerateArray()];
}
