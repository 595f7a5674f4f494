using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Springform.Abi;
using Springform.Config;
using Springform.ContainerTests.Support;
using Springform.Errors;
using Springform.FakeIndex;
using Springform.Index;
using Springform.Machine;
using Springform.Plan;
using Springform.Tests;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/autobahn, from a clean clone to wheels that another container installs from a package index.</summary>
[Draw(4)]
[Collection(Examples.OneAtATime)]
public sealed class AutobahnTests(ExampleBuild<Examples.Autobahn> build, Workshop workshop) : IClassFixture<ExampleBuild<Examples.Autobahn>>
{
    private const string Compared = "autobahn_nvx-26.1.0-cp311-cp311-manylinux_2_36_x86_64.whl";

    private static readonly string[] Expected =
    [
        .. from arch in new[] { "x86_64", "aarch64" }
        from tags in new[] { "cp39-cp39-manylinux_2_31", "cp39-abi3-manylinux_2_31", "cp311-cp311-manylinux_2_36", "cp313-cp313-manylinux_2_41" }
        select $"autobahn_nvx-26.1.0-{tags}_{arch}.whl",
        .. from arch in new[] { "x86_64", "aarch64" } select $"autobahn_nvx_deflate-26.1.0-cp311-cp311-manylinux_2_36_{arch}.whl",
        "autobahn_nvx-26.1.0-pp39-pypy39_pp73-manylinux_2_36_x86_64.whl",
        "autobahn_nvx-26.1.0.tar.gz",
    ];

    [Fact]
    public void Every_wheel_of_the_matrix_is_there_under_its_planned_name_and_none_is_bare_linux()
    {
        build.Require();

        Distributions().ShouldBe(Expected, ignoreOrder: true);
        Distributions().ShouldNotContain(name => name.Contains("-linux_", StringComparison.Ordinal));
        foreach (var name in Distributions().Where(name => name.EndsWith(".whl", StringComparison.Ordinal)))
            TagsOf(name).ShouldBe([string.Join('-', name[..^4].Split('-')[^3..])], name);
    }

    [Fact]
    public async Task The_builder_is_in_the_engine_under_its_name_for_whoever_wants_to_use_it_by_hand()
    {
        build.Require();

        (await RunInAsync("autobahn-nvx-builder:latest-bookworm-amd64", "gcc", "-dumpversion")).ShouldBe("12");
        (await RunInAsync("autobahn-nvx-builder:latest-trixie-amd64", "gcc", "-dumpversion")).ShouldBe("14");
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("aarch64")]
    public void A_library_that_no_policy_allows_comes_along_for_both_architectures(string machine)
    {
        build.Require();

        var files = new AbiReader()
            .Read(build.Project.PathOf($"dist/autobahn_nvx_deflate-26.1.0-cp311-cp311-manylinux_2_36_{machine}.whl"), TestContext.Current.CancellationToken)
            .Files;

        files.ShouldAllBe(file => file.Elf.Machine == machine);
        var library = files.Single(file => file.Path.StartsWith("autobahn_nvx_deflate.libs/libdeflate-", StringComparison.Ordinal));
        var extension = files.Single(file => file.Path.StartsWith("nvx/_nvx.", StringComparison.Ordinal));
        extension.Elf.Needed.ShouldContain(Path.GetFileName(library.Path));
        extension.Elf.Needed.ShouldNotContain("libdeflate.so.0");
        extension.Elf.Rpath.ShouldBe("$ORIGIN/../autobahn_nvx_deflate.libs");
    }

    [Fact]
    public void A_symbol_newer_than_the_tag_is_refused()
    {
        build.Require();
        var clone = build.Clone("newer", ".springform/pins.json");
        File.AppendAllText(Path.Combine(clone, "src/nvx.c"), "#include <stdlib.h>\nunsigned nvx_random(void) { return arc4random(); }\n");
        var yaml = Path.Combine(clone, "springform.yaml");
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace("bookworm: manylinux_2_36", "bookworm: manylinux_2_31", StringComparison.Ordinal));

        build.Project.Run("--project", clone, "--target=Dist", "--only=bookworm-amd64-cp311").Ends(5).Says("arc4random", "2.36", "manylinux_2_31");

        Directory.Exists(Path.Combine(clone, "dist")).ShouldBeFalse();
    }

    [Fact]
    public void Each_wheel_was_installed_on_its_floor_and_on_every_newer_base_with_its_Python()
    {
        build.Require();

        build.Built.Says(
            "autobahn_nvx-26.1.0-cp39-abi3-manylinux_2_31_x86_64.whl: runs on bullseye, bookworm, trixie",
            "autobahn_nvx-26.1.0-cp39-abi3-manylinux_2_31_aarch64.whl: runs on bullseye, bookworm, trixie",
            "autobahn_nvx-26.1.0-cp311-cp311-manylinux_2_36_aarch64.whl: runs on bookworm; other Python on trixie",
            "autobahn_nvx-26.1.0-cp313-cp313-manylinux_2_41_x86_64.whl: runs on trixie",
            "autobahn_nvx-26.1.0-pp39-pypy39_pp73-manylinux_2_36_x86_64.whl: runs on bookworm; other Python on trixie",
            "utf8_validate: ",
            "xor_mask: "
        );
    }

    [Fact]
    public void The_record_beside_a_wheel_names_its_base_and_glibc()
    {
        build.Require();

        var text = build.Project.Text("dist/build-info-bullseye-arm64-cp39.txt");

        text.ShouldContain("Architecture: aarch64\n");
        text.ShouldContain("Base Image: debian:bullseye (sha256:");
        text.ShouldContain("Toolchain glibc: 2.31\n");
    }

    [Theory]
    [InlineData("md5sum", ".md5")]
    [InlineData("sha256sum", ".sha256")]
    public void Checksums_are_accepted_by_the_usual_programs(string program, string ending)
    {
        build.Require();
        var files = Directory.GetFiles(build.Project.PathOf("dist"), $"*{ending}");

        using var process = Process.Start(
            new ProcessStartInfo(program, ["--check", "--strict", .. files]) { WorkingDirectory = build.Project.PathOf("dist") }
        )!;
        process.WaitForExit();

        files.Length.ShouldBe(Distributions().Count);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Parts_of_two_machines_become_the_same_wheels_as_those_of_one()
    {
        build.Require();
        var merged = build.Clone("merged", ".springform/pins.json");
        var folders = new[] { "amd64", "arm64" }.Select(Part).ToList();

        build.Project.Run(["--project", merged, "--target=Merge", .. folders.Select(folder => $"--from={folder}/dist")]).Ends(0).Says("2 parts joined");

        Directory.GetFiles(Path.Combine(folders[1], "dist"), "*.tar.gz").ShouldBeEmpty();
        Hashes(Path.Combine(merged, "dist")).ShouldBe(Hashes(build.Project.PathOf("dist")));
        build.Project.Run("--project", merged, "--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(0).Says("nothing to do");

        string Part(string arch)
        {
            var clone = build.Clone(arch, ".springform/pins.json");
            // As a CI cache brings them: what was compiled and tried is packed again.
            Command.Run(clone, ["cp", "--archive", build.Project.PathOf(".springform/results"), Path.Combine(clone, ".springform")]).ExitCode.ShouldBe(0);
            build.Project.Run("--project", clone, "--target=Dist", $"--only=*-{arch}-*").Ends(0);
            return clone;
        }

        static string Hashes(string folder) =>
            string.Join('\n', Sample.Hashes(folder).Split('\n').Where(line => !line.StartsWith("artifacts.json ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_second_run_has_nothing_to_do_and_does_not_call_the_engine()
    {
        build.Require();

        build.Project.Run("--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(0).Says("nothing to do");
    }

    [Theory]
    [InlineData("exit 0", 1, "E403")]
    [InlineData(
        "mkdir wheelhouse; cp setup.py wheelhouse/autobahn_nvx-26.1.0-py3-none-any.whl",
        1,
        "E420 the commands made a wheel of Python alone, autobahn_nvx-26.1.0-py3-none-any.whl, but nvx._nvx was asked for"
    )]
    [InlineData("mkdir wheelhouse; cp setup.py wheelhouse/autobahn_nvx-26.1.0-cp311-cp311-linux_x86_64.whl", 6, "E503")]
    public void A_leg_without_its_wheel_fails_and_leaves_no_dist(string script, int exitCode, string error)
    {
        build.Require();
        var clone = build.Clone($"broken-{Guid.NewGuid():N}", ".springform/pins.json");
        File.WriteAllText(Path.Combine(clone, "builder/wheel.sh"), $"#!/bin/sh\nset -eu\n{script}\n");

        build.Project.Run("--project", clone, "--target=Dist", "--only=bookworm-amd64-cp311").Ends(exitCode).Says(error);

        Directory.Exists(Path.Combine(clone, "dist")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_index_is_completed_after_a_failure_and_pip_installs_from_it_in_other_containers()
    {
        build.Require();
        var all = Distributions();
        build.Index.OnUpload = upload => upload is > 4 and <= 8 ? 503 : null;

        build
            .Project.Run("--target=PublishIndex", $"TWINE_PASSWORD={Examples.IndexPassword}")
            .Ends(7)
            .Says("E652", "run again")
            .SaysNot(Examples.IndexPassword);
        build.Index.Uploads.Count.ShouldBe(4);
        build.Project.Run("--target=PublishIndex", $"TWINE_PASSWORD={Examples.IndexPassword}").Ends(0).Says($"{all.Count - 4} uploaded, 4 were there");
        build.Project.Run("--target=PublishIndex", $"TWINE_PASSWORD={Examples.IndexPassword}").Ends(0).Says($"0 uploaded, {all.Count} were there");

        build.Index.Uploads.Keys.ShouldBe(all, ignoreOrder: true);
        foreach (var name in new[] { "bullseye", "bookworm", "trixie" })
        {
            var output = await RunAsync(
                name,
                $"python3 -m pip install --disable-pip-version-check --index-url {build.Index.Address}simple/ --only-binary=:all: --target /tmp/site "
                    + "autobahn-nvx && PYTHONPATH=/tmp/site python3 -m nvx.selftest"
            );
            output.ShouldContain("xor_mask: ", customMessage: name);
            output.ShouldNotContain("FAILED");
        }
    }

    [Fact]
    public async Task Twine_sends_the_same_fields()
    {
        build.Require();
        var twine = new[] { "/usr/bin/twine", "/usr/local/bin/twine" }.FirstOrDefault(File.Exists);
        Assert.SkipUnless(twine is not null || ExampleCopy.IsCi, "twine is not installed");
        twine.ShouldNotBeNull();
        await using var theirs = await FakeIndexServer.StartAsync(Examples.IndexPassword);
        await using var ours = await FakeIndexServer.StartAsync(Examples.IndexPassword);

        await UploadAsync(ours);
        using var upload = Process.Start(
            new ProcessStartInfo(
                twine,
                ["upload", "--non-interactive", "--repository-url", theirs.Address + "legacy/", build.Project.PathOf($"dist/{Compared}")]
            )
            {
                Environment = { ["TWINE_USERNAME"] = "__token__", ["TWINE_PASSWORD"] = Examples.IndexPassword },
            }
        )!;
        await upload.WaitForExitAsync(TestContext.Current.CancellationToken);

        upload.ExitCode.ShouldBe(0);
        ours.Uploads[Compared].Sha256.ShouldBe(theirs.Uploads[Compared].Sha256);
        // A third digest is twine's alone.
        foreach (
            var (field, values) in theirs
                .Uploads[Compared]
                .Fields.Where(field => field.Key != "blake2_256_digest" && field.Value.Any(value => value.Length > 0))
        )
            ours.Uploads[Compared].Fields.GetValueOrDefault(field)?.Select(value => value.Trim()).ShouldBe(values.Select(value => value.Trim()), field);
    }

    /// <summary>The names of all wheels and of the source distribution in dist/.</summary>
    private IReadOnlyList<string> Distributions() =>
        [
            .. Directory
                .GetFiles(build.Project.PathOf("dist"))
                .Select(path => Path.GetFileName(path)!)
                .Where(name => name.EndsWith(".whl", StringComparison.Ordinal) || name.EndsWith(".tar.gz", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The words of a program in an image of the project, by the name that it has in the engine.</summary>
    private async Task<string> RunInAsync(string image, params string[] words) =>
        string.Join('\n', await workshop.DockerAsync(["run", "--rm", "--pull=never", image, .. words]));

    /// <summary>
    /// In the image that wheels are tried in on a base of this machine's platform, with the host's network: its loopback is where the index listens.
    /// </summary>
    private async Task<string> RunAsync(string name, string script)
    {
        var images = await workshop.DockerAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        var image = images.Single(image => image == $"autobahn-nvx-builder:latest-runtime-{name}-amd64");
        return string.Join('\n', await workshop.DockerAsync("run", "--rm", "--network=host", image, "sh", "-ec", $"({script}) 2>&1 || echo FAILED"));
    }

    private async Task UploadAsync(FakeIndexServer server)
    {
        var path = build.Project.PathOf($"dist/{Compared}");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var artifact = new Artifact(
            Compared,
            ArtifactKind.Wheel,
            Compared,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            bytes.Length,
            null,
            "package",
            null
        );
        var file = await IndexMetadata.ReadAsync(artifact, path, TestContext.Current.CancellationToken);
        using var login = new PasswordLogin(PasswordLogin.TokenUser, Examples.IndexPassword);
        using var client = new IndexClient(
            new IndexConfig { Upload = server.Address + "legacy/", Simple = server.Address + "simple/" },
            login,
            TimeProvider.System
        );
        (await new IndexPublisher(client, TimeProvider.System, new RecordedOutput()).PublishAsync([file], TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    private string[] TagsOf(string name)
    {
        using var zip = ZipFile.OpenRead(build.Project.PathOf($"dist/{name}"));
        using var wheel = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith(".dist-info/WHEEL", StringComparison.Ordinal)).Open());
        return [.. wheel.ReadToEnd().Split('\n').Where(line => line.StartsWith("Tag: ", StringComparison.Ordinal)).Select(line => line["Tag: ".Length..])];
    }
}
