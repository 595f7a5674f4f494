using System.Text;
using System.Text.Json;
using Springform.Archives;
using Springform.ContainerTests.Cache;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests;
using Springform.Tests.Archives;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Acceptance: examples/kapacitor does what the build promised that it replaces. Its README has the table.</summary>
[Draw(3)]
[Collection(Examples.OneAtATime)]
public sealed class KapacitorTests(KapacitorBuild build, Workshop workshop) : IClassFixture<KapacitorBuild>
{
    private static readonly string[] Artifacts =
    [
        "kapacitor-1.7.0-1.aarch64.rpm",
        "kapacitor-1.7.0-1.x86_64.rpm",
        "kapacitor-1.7.0-race_linux_amd64.tar.gz",
        "kapacitor-1.7.0-static_linux_amd64.tar.gz",
        "kapacitor-1.7.0_darwin_amd64.tar.gz",
        "kapacitor-1.7.0_darwin_arm64.tar.gz",
        "kapacitor-1.7.0_linux_amd64.tar.gz",
        "kapacitor-1.7.0_linux_arm64.tar.gz",
        "kapacitor-1.7.0_windows_amd64.zip",
        "kapacitor_1.7.0-1_amd64.deb",
        "kapacitor_1.7.0-1_arm64.deb",
        "python-kapacitor_udf-1.7.0.tar.gz",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_line_of_old_makes_every_file_under_its_name()
    {
        build.Require();
        var dist = build.Project.PathOf("dist");

        Directory
            .GetFiles(dist)
            .Select(path => Path.GetFileName(path))
            .Where(name => name.Contains("kapacitor", StringComparison.Ordinal))
            .ShouldBe(Artifacts.SelectMany(name => new[] { name, $"{name}.md5", $"{name}.sha256" }), ignoreOrder: true);
        foreach (var name in Artifacts)
        {
            Command.Run(dist, ["sha256sum", "--check", "--strict", $"{name}.sha256"]).Output.ShouldBe($"{name}: OK\n");
            Command.Run(dist, ["md5sum", "--check", "--strict", $"{name}.md5"]).Output.ShouldBe($"{name}: OK\n");
        }

        Command.Run(dist, ["sha256sum", "--check", "--strict", "--quiet", "checksums.txt"]).ExitCode.ShouldBe(0);
        build.Project.Git("status", "--porcelain").ShouldBeEmpty();
    }

    /// <summary>The Go command reads from each program how it was compiled.</summary>
    [Fact]
    public async Task Each_program_has_the_settings_of_its_own_target()
    {
        build.Require();
        var programs = build.Project.Beside("programs");
        foreach (
            var name in Artifacts.Where(name => name.StartsWith("kapacitor-", StringComparison.Ordinal) && !name.EndsWith("rpm", StringComparison.Ordinal))
        )
            await ExtractAsync(name, Path.Combine(programs, name));

        var settings = await workshop.DockerAsync(
            "run",
            "--rm",
            "--network=none",
            $"--volume={programs}:/programs:ro",
            KapacitorBuild.Builder,
            "sh",
            "-ec",
            """
            cd /programs
            for archive in *; do
              program=$(find "$archive" -name kapacitord -o -name kapacitord.exe)
              echo "$archive" $(go version -m "$program" | sed -n 's/^\tbuild\t//p' | grep -E '^(-tags|-race|CGO_ENABLED|GOOS|GOARCH)=' | LC_ALL=C sort)
            done
            """
        );

        settings.ShouldBe([
            "kapacitor-1.7.0-race_linux_amd64.tar.gz -race=true CGO_ENABLED=1 GOARCH=amd64 GOOS=linux",
            "kapacitor-1.7.0-static_linux_amd64.tar.gz -tags=netgo,osusergo CGO_ENABLED=1 GOARCH=amd64 GOOS=linux",
            "kapacitor-1.7.0_darwin_amd64.tar.gz CGO_ENABLED=0 GOARCH=amd64 GOOS=darwin",
            "kapacitor-1.7.0_darwin_arm64.tar.gz CGO_ENABLED=0 GOARCH=arm64 GOOS=darwin",
            "kapacitor-1.7.0_linux_amd64.tar.gz CGO_ENABLED=1 GOARCH=amd64 GOOS=linux",
            "kapacitor-1.7.0_linux_arm64.tar.gz CGO_ENABLED=1 GOARCH=arm64 GOOS=linux",
            "kapacitor-1.7.0_windows_amd64.zip CGO_ENABLED=1 GOARCH=amd64 GOOS=windows",
        ]);
        File.Exists(Path.Combine(programs, Artifacts[8], "kapacitor-1.7.0-1", "kapacitor.exe")).ShouldBeTrue();
        LowestSystem("kapacitor-1.7.0-static_linux_amd64.tar.gz").ShouldBe("static");
        LowestSystem("kapacitor-1.7.0_linux_amd64.tar.gz").ShouldBe("glibc 2.34");
        LowestSystem("kapacitor-1.7.0_linux_arm64.tar.gz").ShouldBe("glibc 2.34");
    }

    [Fact]
    public void Deb_and_rpm_need_the_C_library_that_their_programs_need()
    {
        build.Require();
        RealTool.Need("dpkg-deb");
        RealTool.Need("rpm");
        foreach (var (name, architecture) in new[] { ("kapacitor_1.7.0-1_amd64.deb", "amd64"), ("kapacitor_1.7.0-1_arm64.deb", "arm64") })
        {
            RealTool
                .Run("dpkg-deb", "--show", "--showformat=${Version} ${Architecture} ${Depends}", Dist(name))
                .ShouldBe($"1.7.0-1 {architecture} libc6 (>= 2.34), passwd");
            RealTool.Run("dpkg-deb", "--info", Dist(name), "conffiles").ShouldBe("/etc/kapacitor/kapacitor.conf\n");
        }

        foreach (var name in new[] { "kapacitor-1.7.0-1.x86_64.rpm", "kapacitor-1.7.0-1.aarch64.rpm" })
        {
            var needed = RealTool.Run("rpm", "--query", "--package", "--requires", Dist(name)).Split('\n');
            needed.ShouldContain("libc.so.6(GLIBC_2.34)(64bit)");
            needed.ShouldContain("shadow-utils");
            RealTool
                .Run("rpm", "--query", "--package", "--list", Dist(name))
                .Split('\n')
                .ShouldBeSubsetOf([
                    "/etc/kapacitor",
                    "/etc/kapacitor/kapacitor.conf",
                    "/usr/bin/kapacitor",
                    "/usr/bin/kapacitord",
                    "/usr/lib/systemd/system/kapacitor.service",
                    "/usr/share/doc/kapacitor",
                    "/usr/share/doc/kapacitor/copyright",
                    "",
                ]);
        }
    }

    [Fact]
    public async Task The_package_installs_in_a_bare_Debian_and_its_daemon_answers()
    {
        build.Require();

        var said = await workshop.DockerAsync(
            "run",
            "--rm",
            "--init",
            "--network=none",
            $"--volume={build.Project.PathOf("dist")}:/dist:ro",
            BareDebian(),
            "sh",
            "-ec",
            """
            dpkg --install /dist/kapacitor_1.7.0-1_amd64.deb >/dev/null 2>&1
            dpkg --verify kapacitor
            stat -c '%a %U:%G' /etc/kapacitor/kapacitor.conf
            setpriv --reuid=kapacitor --regid=kapacitor --clear-groups kapacitord -config /etc/kapacitor/kapacitor.conf >/dev/null &
            kapacitor -wait 30s ping
            kapacitor write cpu 1
            kapacitor write cpu 2
            dpkg --purge kapacitor >/dev/null 2>&1
            ls /usr/bin/kapacitor* /etc/kapacitor 2>/dev/null | wc -l
            """
        );

        said.ShouldBe(["640 root:kapacitor", "pong 1.7.0", "1", "1.5", "0"]);
    }

    [Fact]
    public async Task A_function_in_Python_has_its_version_and_answers_the_daemon()
    {
        build.Require();
        var functions = build.Project.Beside("functions");
        await ExtractAsync("python-kapacitor_udf-1.7.0.tar.gz", Path.Combine(functions, "python"));
        await ExtractAsync("kapacitor_1.7.0-1_amd64.deb", Path.Combine(functions, "daemon"));

        var said = await workshop.DockerAsync(
            "run",
            "--rm",
            "--network=none",
            $"--volume={functions}:/functions:ro",
            "--workdir=/functions/python/python-kapacitor_udf-1.7.0",
            KapacitorBuild.Builder,
            "sh",
            "-ec",
            """
            export PYTHONPATH=.
            python3 -c 'import kapacitor_udf, kapacitor_udf.udf_pb2; print(kapacitor_udf.__version__)'
            printf '21\n-0.5\n' | /functions/daemon/usr/bin/kapacitord udf python3 examples/double.py
            """
        );

        said.ShouldBe(["1.7.0", "42", "-1"]);
        File.Exists(build.Project.PathOf("udf/python/kapacitor_udf/VERSION")).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_proto_without_its_generated_code_is_refused()
    {
        build.Require();
        var copy = build.Copy("generated");
        File.WriteAllText(
            Path.Combine(copy, "udf/udf.proto"),
            build.Project.Text("udf/udf.proto").Replace("double value = 2;", "double value = 2;\n  int64 time = 3;", StringComparison.Ordinal)
        );

        build
            .ScriptOf("generated", "build.sh", "--generate", "--platform=linux", "--arch=amd64")
            .Ends(1)
            .Says("E410", "udf/udf.pb.go differs", "udf/python/kapacitor_udf/udf_pb2.py differs", "Time");
    }

    [Fact]
    public void A_data_race_fails_the_build()
    {
        build.Require();
        var copy = build.Copy("race");
        var server = Path.Combine(copy, "server/server.go");
        File.WriteAllText(server, File.ReadAllText(server).Replace("\ts.turn.Lock()\n\tdefer s.turn.Unlock()\n", "\t_ = &s.turn\n", StringComparison.Ordinal));

        build.ScriptOf("race", "build.sh", "--test", "--platform=linux", "--arch=amd64").Ends(1).Says("WARNING: DATA RACE", "test/linux_amd64/1-make");
    }

    [Fact]
    public void Nothing_changed_asks_no_engine()
    {
        build.Require();

        build
            .Script("build.sh", "--package", "--package-udfs", "--platform=all", "--arch=all", "SPRINGFORM_ENGINE=docker", "DOCKER_HOST=tcp://127.0.0.1:1")
            .Ends(0)
            .Says("nothing to do");
    }

    /// <summary>A changed builder. It has no compilers: the whole one is two gigabytes, and takes minutes to be compressed for a registry.</summary>
    [Fact]
    public async Task The_builder_is_pushed_with_the_login_of_old_and_pinned_where_it_is_named()
    {
        build.Require();
        var dockerfile = Path.Combine(build.Copy("pushed"), "builder/Dockerfile_build");
        var kept = File.ReadLines(dockerfile)
            .Where(line => line.StartsWith("FROM ", StringComparison.Ordinal) || line.StartsWith("ARG ", StringComparison.Ordinal));
        File.WriteAllText(dockerfile, string.Join('\n', kept) + "\nRUN echo $PROTOBUF_VERSION >/protobuf-version\n");
        var yaml = build.Project.Beside("examples/pushed/springform.yaml");
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace(KapacitorBuild.Builder, KapacitorBuild.Pushed, StringComparison.Ordinal));
        build
            .ScriptOf("pushed", "builder/Dockerfile_build_push.sh", "QUAY_CD_USER=ann", "QUAY_CD_PASSWORD=not this one")
            .Ends(7)
            .Says("E631")
            .SaysNot("not this one");
        build
            .ScriptOf("pushed", "builder/Dockerfile_build_push.sh", $"QUAY_CD_USER={DockerRegistry.User}", $"QUAY_CD_PASSWORD={DockerRegistry.Password}")
            .Ends(0)
            .Says("1 pushed", $"{build.Repository}:v1: sha256:")
            .SaysNot(DockerRegistry.Password);

        build.Run("pushed", "--target=CheckPins").Ends(6).Says("E542", ".circleci/config.yml", "Dockerfile_build_ubuntu64", "--pins=builder");
        build.Run("pushed", "--target=UpdatePins", "--pins=builder").Ends(0);
        build.Run("pushed", "--target=CheckPins").Ends(0).Says("4 pins in 8 places agree");
        var from = File.ReadLines(build.Project.Beside("examples/pushed/Dockerfile_build_ubuntu64"))
            .Single(line => line.StartsWith("FROM ", StringComparison.Ordinal))["FROM ".Length..];
        await workshop.DockerAsync("--config", Login(), "pull", "--quiet", from);
        (await workshop.DockerAsync("run", "--rm", "--network=none", from, "cat", "/protobuf-version")).ShouldBe(["3.21.12"]);
    }

    [Fact]
    public void A_version_that_two_files_repeat_is_held_together_and_changed_in_both()
    {
        build.Require();
        var copy = build.Copy("pins");
        build.Run("pins", "--target=UpdatePins", "--pins=builder").Ends(0);
        var flux = Path.Combine(copy, "flux/Cargo.toml");
        File.WriteAllText(flux, File.ReadAllText(flux).Replace("1.63.0", "1.64.0", StringComparison.Ordinal));

        build.Run("pins", "--target=CheckPins").Ends(6).Says("E542", "the pin rust is 1.64.0 in flux/Cargo.toml");
        build.Run("pins", "--target=UpdatePins", "--pins=rust", "--to=1.63.0").Ends(0).Says("flux/Cargo.toml");
        build.Run("pins", "--target=CheckPins").Ends(0).Says("rust is 1.63.0: ", "protobuf is 3.21.12: builder/Dockerfile_build");
        build.Run("pins", "--target=UpdatePins", "--pins=protobuf", "--to=3.21.13").Ends(0);
        File.ReadAllText(Path.Combine(copy, "builder/Dockerfile_build")).ShouldContain("ARG PROTOBUF_VERSION=3.21.13\n");
        File.ReadAllText(Path.Combine(copy, "udf/python/setup.py")).ShouldContain("\"protobuf>=3.21.13\"");
    }

    [Fact]
    public async Task A_nightly_is_called_by_time_and_commit()
    {
        build.Require();
        var copy = build.Copy("nightly");
        Command
            .Run(copy, ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--allow-empty", "-m", "Later"])
            .ExitCode.ShouldBe(0);
        var stamp = Command.Run(copy, ["git", "show", "--no-patch", "--abbrev=7", "--date=format-local:%Y%m%d%H%M", "--format=n%cd-%h"], Utc).Output.Trim();

        build.ScriptOf("nightly", "build.sh", "--nightly", "--package", "--platform=linux", "--arch=amd64").Ends(0);

        var dist = Path.Combine(copy, "dist");
        File.Exists(Path.Combine(dist, $"kapacitor-{stamp}_linux_amd64.tar.gz")).ShouldBeTrue(stamp);
        File.Exists(Path.Combine(dist, $"python-kapacitor_udf-{stamp}.tar.gz")).ShouldBeTrue(stamp);
        var deb = Directory.GetFiles(dist, "*.deb").ShouldHaveSingleItem();
        RealTool.Run("dpkg-deb", "--field", deb, "Version").ShouldBe($"1.7.1~{stamp.Replace('-', '.')}-1\n");
        var unpacked = build.Project.Beside("nightly");
        await new ArchiveReader().ExtractToAsync(deb, unpacked, Cancellation);
        Command
            .Run(unpacked, [Path.Combine(unpacked, "usr/bin/kapacitord"), "version"])
            .Output.ShouldBe($"kapacitord {stamp} (linux/amd64, means by C and Rust)\n");
    }

    [Fact]
    public async Task What_is_signed_verifies_and_is_uploaded_whole()
    {
        build.Require();
        build.Copy("released");
        await using var github = await FakeGitHubServer.StartAsync(new FakeOptions { Owner = "influxdata", Repository = "kapacitor" });
        github.Repository.SetTag(new FakeTag("v1.7.0", build.Project.Git("rev-parse", "HEAD").Trim()));
        string[] all = ["--sign", "--upload", "--release", "--platform=all", "--arch=all"];
        string[] variables =
        [
            $"GPG_PRIVATE_KEY={build.Keys.PathOf("ann.key")}",
            $"GITHUB_API_URL={github.Api}",
            "GITHUB_REPOSITORY=influxdata/kapacitor",
            $"GITHUB_TOKEN={github.Options.Token}",
        ];

        build.ScriptOf("released", "build.sh", [.. all, .. variables, "GPG_PASSPHRASE=wrong"]).Ends(1).Says("E521");
        github.Repository.Releases.ShouldBeEmpty();
        build.ScriptOf("released", "build.sh", [.. all, .. variables, $"GPG_PASSPHRASE={SigningKeys.Passphrase}"]).Ends(0);

        build.Run("released", "--target=Verify").Ends(0).Says("15 signatures verified");
        var assets = github.Repository.Assets(github.Repository.Releases.ShouldHaveSingleItem().Id).Select(asset => asset.Name).ToList();
        assets.ShouldBeSubsetOf(Directory.GetFiles(build.Project.Beside("examples/released/dist")).Select(path => Path.GetFileName(path)));
        Artifacts.Concat(Artifacts.Select(name => $"{name}.asc")).Append("checksums.txt.asc").ShouldBeSubsetOf(assets);
    }

    private static readonly Dictionary<string, string?> Utc = new() { ["TZ"] = "UTC" };

    private string Dist(string name) => build.Project.PathOf($"dist/{name}");

    private Task ExtractAsync(string name, string folder) => new ArchiveReader().ExtractToAsync(Dist(name), folder, Cancellation);

    private string LowestSystem(string archive)
    {
        using var ledger = JsonDocument.Parse(build.Project.Text("dist/artifacts.json"));
        return ledger
            .RootElement.GetProperty("artifacts")
            .EnumerateArray()
            .Single(artifact => artifact.GetProperty("name").GetString() == archive)
            .GetProperty("floor")
            .GetString()!;
    }

    private string BareDebian()
    {
        using var plan = JsonDocument.Parse(build.Project.Run("--target=Plan", "--output=json").Ends(0).Output);
        return plan
            .RootElement.GetProperty("bases")
            .EnumerateArray()
            .Single(planned => planned.GetProperty("platform").GetString() == "linux/amd64")
            .GetProperty("reference")
            .GetString()!;
    }

    /// <summary>A folder as <c>docker login</c> leaves one.</summary>
    private string Login()
    {
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
        build.Project.File(".springform/login/config.json", $$"""{ "auths": { "{{build.Repository.Split('/')[0]}}": { "auth": "{{login}}" } } }""");
        return build.Project.PathOf(".springform/login");
    }
}
