using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Springform.ContainerTests.Publish;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/perfspect keeps what its README promises.</summary>
[Draw(1)]
[Collection(Examples.OneAtATime)]
public sealed class PerfspectTests(ExampleBuild<Examples.Perfspect> build, Workshop workshop) : IClassFixture<ExampleBuild<Examples.Perfspect>>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ShippedTools { get; } =
        new(from machine in new[] { "x86_64", "aarch64" } from tool in PerfspectTools.For(machine) select (machine, tool));

    [Fact]
    public async Task Dist_holds_the_files_of_the_old_build_under_their_names_and_leaves_nothing_behind()
    {
        build.Require();

        var files = Directory.GetFiles(build.Project.PathOf("dist")).Select(Path.GetFileName);
        files.ShouldBe(
            [
                "perfspect.tgz",
                "perfspect.tgz.md5.txt",
                "perfspect-aarch64.tgz",
                "perfspect-aarch64.tgz.md5.txt",
                "manifest.json",
                "oss_source.tgz",
                "oss_source.tgz.md5",
                "abi.json",
                "artifacts.json",
                "build-info-aarch64.json",
                "build-info-x86_64.json",
                "checksums.txt",
                "oss_source.tgz.sha256",
                "perfspect-aarch64.tgz.sha256",
                "perfspect.tgz.sha256",
            ],
            ignoreOrder: true
        );
        build.Project.Git("status", "--porcelain").ShouldBeEmpty();
        (await build.ContainersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("md5sum", "perfspect.tgz.md5.txt")]
    [InlineData("md5sum", "perfspect-aarch64.tgz.md5.txt")]
    [InlineData("md5sum", "oss_source.tgz.md5")]
    [InlineData("sha256sum", "perfspect.tgz.sha256")]
    [InlineData("sha256sum", "perfspect-aarch64.tgz.sha256")]
    [InlineData("sha256sum", "oss_source.tgz.sha256")]
    [InlineData("sha256sum", "checksums.txt")]
    public void Checksums_are_accepted_by_the_usual_programs(string program, string file)
    {
        build.Require();

        using var process = Process.Start(new ProcessStartInfo(program, ["--check", "--strict", file]) { WorkingDirectory = build.Project.PathOf("dist") })!;
        process.WaitForExit();

        process.ExitCode.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(ShippedTools))]
    public async Task Every_tool_starts_in_a_bare_container(string machine, string tool)
    {
        build.Require();
        var output = new RecordedOutput();

        var result = await workshop
            .OpenEngine()
            .RunAsync(
                new ContainerRun(
                    BaseFor(PerfspectTools.Platform(machine)),
                    PerfspectTools.Platform(machine),
                    [$"./perfspect/tools/{tool}", .. PerfspectTools.Arguments(tool)]
                )
                {
                    Name = $"start/{tool}-{machine}",
                    Inputs = (stream, token) => UnzipAsync(PerfspectTools.Archive(machine), stream, token),
                },
                output,
                Cancellation
            );

        result.EngineError.ShouldBeNull();
        result.ExitCode.ShouldBe(0, string.Join('\n', output.Lines));
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("aarch64")]
    public void Every_tool_is_there_and_static_and_for_its_machine(string machine)
    {
        build.Require();

        var tools = Read(PerfspectTools.Archive(machine), name => name.StartsWith("perfspect/tools/", StringComparison.Ordinal));

        tools.Keys.Select(Path.GetFileName).ShouldBe(PerfspectTools.For(machine), ignoreOrder: true);
        foreach (var (name, program) in tools)
            PerfspectTools.ReadElf(program).ShouldBe((PerfspectTools.ElfMachine(machine), true), name);
    }

    [Fact]
    public void The_source_archive_has_source_and_licence_of_every_tool_and_of_glibc()
    {
        build.Require();

        var files = Read("oss_source.tgz", _ => true);

        foreach (var tool in PerfspectTools.Built.Append("glibc"))
        {
            files.Keys.ShouldContain(name => $"/{name}".Contains($"/source/{tool}/", StringComparison.Ordinal), tool);
            files.Keys.ShouldContain(name => $"/{name}".Contains($"/licenses/{tool}/", StringComparison.Ordinal), tool);
        }
    }

    [Fact]
    public void The_second_run_has_nothing_to_do_and_does_not_call_the_engine()
    {
        build.Require();

        build.Project.Run("--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(0).Says("nothing to do");
    }

    [Fact]
    public void Touching_one_recipe_rebuilds_that_recipe_alone()
    {
        build.Require();
        var copy = build.Clone("touched", ".springform", "tools-cache", "dist");
        File.AppendAllText(Path.Combine(copy, "tools/sshpass/Dockerfile"), "# touched\n");

        OnlySshpassIsBuilt(build.Project.Run("--project", copy, "--target=ToolsImage"), "2 built");
    }

    [Fact]
    public async Task With_an_empty_engine_a_flipped_byte_in_the_cache_is_reported_and_that_recipe_rebuilt_alone()
    {
        build.Require();
        var copy = build.Clone("flipped", ".springform", "tools-cache", "dist");
        var blob = Directory.GetFiles(Path.Combine(copy, "tools-cache"), "sshpass-x86_64.*").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(blob, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, Cancellation);
        await build.RemoveImagesAsync();

        var run = build.Project.Run("--project", copy, "--target=ToolsImage");

        OnlySshpassIsBuilt(run, "1 built");
        run.Says("warning: ", "is not what was stored for sshpass-x86_64");
    }

    [Fact]
    public void The_old_script_hands_its_arguments_on()
    {
        build.Require();

        using var script = new RunningCli(
            Process.Start(
                new ProcessStartInfo(Path.Combine(ExampleCopy.Root, "examples/perfspect/builder/build.sh"), ["--target=Plan"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

        script.End().Ends(0).Says("perfspect.tgz", "perfspect-aarch64.tgz", "sshpass-aarch64");
    }

    [Fact]
    public async Task A_release_that_is_interrupted_is_resumed_and_what_gh_fetches_verifies()
    {
        build.Require();
        Needed.Programs("gh");

        await new InterruptedRelease(build.Project, build.Clone("released", ".springform", "tools-cache", "dist"), "v3.0.1").PublishAsync("perfspect.tgz");
    }

    /// <summary>What the plan calls the base image of a platform, in the engine.</summary>
    private string BaseFor(string platform)
    {
        using var plan = JsonDocument.Parse(build.Planned);
        return plan
            .RootElement.GetProperty("bases")
            .EnumerateArray()
            .Single(planned => planned.GetProperty("platform").GetString() == platform)
            .GetProperty("reference")
            .GetString()!;
    }

    private static void OnlySshpassIsBuilt(CliResult run, string count)
    {
        run.Ends(0).Says("recipe sshpass-", count);
        run.SaysNot([.. PerfspectTools.Built.Append("libc-source").Where(tool => tool != "sshpass").Select(tool => $"recipe {tool}-")]);
    }

    private async Task UnzipAsync(string archive, Stream target, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(File.OpenRead(build.Project.PathOf($"dist/{archive}")), CompressionMode.Decompress);
        await gzip.CopyToAsync(target, cancellation);
    }

    /// <summary>Content of the archive's files by name.</summary>
    private Dictionary<string, byte[]> Read(string archive, Func<string, bool> wanted)
    {
        using var gzip = new GZipStream(File.OpenRead(build.Project.PathOf($"dist/{archive}")), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !wanted(entry.Name))
                continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add(entry.Name, content.ToArray());
        }

        return files;
    }
}
