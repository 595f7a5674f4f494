using Springform.Engine;
using Springform.Machine;

namespace Springform.Tests.Engine;

/// <summary>Every command line, per engine, one argument per line.</summary>
public sealed class CommandLinesTests
{
    private static readonly RunIdentity Run = new("r1", "host", "/project/.springform/lock", "demo");

    private static readonly EngineInfo Docker26 = new(
        EngineKind.Docker,
        "/usr/bin/docker",
        "26.1.5",
        "26.1.5",
        Buildx: true,
        BuildKit: true,
        "linux/amd64",
        ["linux/amd64"]
    )
    {
        Init = true,
        ContainerdStore = true,
        Builder = "default",
    };

    private static readonly EngineInfo Docker2010 = Docker26 with
    {
        ClientVersion = "20.10.24",
        ServerVersion = "20.10.24",
        Buildx = false,
        ContainerdStore = false,
        Builder = null,
    };

    private static readonly EngineInfo Podman = new(
        EngineKind.Podman,
        "/usr/bin/podman",
        "4.3.1",
        "4.3.1",
        Buildx: false,
        BuildKit: false,
        "linux/amd64",
        ["linux/amd64"]
    );

    [Fact]
    public void Docker_with_buildx() => Golden.Matches(All(Docker26));

    [Fact]
    public void Docker_without_buildx() => Golden.Matches(All(Docker2010));

    [Fact]
    public void Podman_alone() => Golden.Matches(All(Podman));

    [Fact]
    public void The_layer_cache_of_GitHub_Actions_keeps_all_stages()
    {
        var arguments = new CommandLines(Docker26, Run).Build(FullBuild() with { ActionsCacheScope = "tools-fio-amd64" });

        arguments.ShouldContain("type=gha,scope=tools-fio-amd64");
        arguments.ShouldContain("type=gha,scope=tools-fio-amd64,mode=max");
        Golden.Matches(string.Join('\n', arguments));
    }

    [Fact]
    public void Without_containerds_image_store_there_is_no_layer_cache() =>
        new CommandLines(Docker26 with { ContainerdStore = false }, Run)
            .Build(FullBuild() with { ActionsCacheScope = "scope" })
            .ShouldAllBe(argument => !argument.Contains("type=gha"));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"quoted\" and 'single'")]
    [InlineData("@0@ @1@")]
    [InlineData("back\\slash and $HOME `x`")]
    [InlineData("line\nbreak\ttab")]
    public void A_value_is_one_argument_whatever_is_in_it(string value)
    {
        var run = FullRun() with
        {
            Command = ["sh", value],
            Environment = new Dictionary<string, string> { ["NAME"] = value },
        };

        var arguments = new CommandLines(Docker26, Run).Create(run, "name");

        arguments[^1].ShouldBe(value);
        arguments.ShouldContain("NAME=" + value);
    }

    [Theory]
    [InlineData(nameof(EngineKind.Docker))]
    [InlineData(nameof(EngineKind.Podman))]
    public void No_command_line_mounts_a_folder_of_this_machine(string kind)
    {
        var lines = new CommandLines(kind == nameof(EngineKind.Docker) ? Docker26 : Podman, Run);
        var arguments = lines.Create(FullRun(), "name").Concat(lines.CreateForExport("image", "linux/amd64", "name")).ToList();

        arguments.ShouldNotContain("--mount");
        var volumes = arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == "--volume").Select(pair => pair.Second);
        volumes.ShouldAllBe(volume => !volume.StartsWith('/') && !volume.StartsWith('.'));
    }

    private static string All(EngineInfo engine)
    {
        var lines = new CommandLines(engine, Run);
        IReadOnlyList<string>[] all =
        [
            lines.Create(FullRun(), "springform-r1-1"),
            lines.Create(new ContainerRun("image", "linux/amd64", ["true"]) { Name = "least", Network = true }, "springform-r1-2"),
            lines.CreateForExport("image", "linux/arm64", "springform-r1-3"),
            CommandLines.CopyIn("springform-r1-1", "/src"),
            CommandLines.Start("springform-r1-1"),
            CommandLines.ContainerState("springform-r1-1"),
            CommandLines.CopyOut("springform-r1-1", "/src/out"),
            CommandLines.Remove("springform-r1-1"),
            lines.ContainersOfHost(),
            CommandLines.ContainerLabels("id"),
            lines.Build(FullBuild()),
            lines.Build(new ImageBuild("tag", "linux/amd64", "FROM scratch", "/scratch/2") { Name = "least" }),
            CommandLines.Load(),
            CommandLines.Save("image"),
            CommandLines.Pull("debian:bookworm", "linux/arm64"),
            CommandLines.InspectImage("image"),
            CommandLines.InspectManifest("name@sha256:0"),
            CommandLines.TagImage("image", "tag"),
            CommandLines.RemoveImage("image"),
            CommandLines.InspectContainer("pg"),
            CommandLines.RunningWithLabel("role=db"),
            CommandLines.Exec(new ContainerExec("pg", ["cat"])),
            CommandLines.Exec(
                new ContainerExec("pg", ["psql", "--command=SELECT 1"])
                {
                    User = "postgres",
                    Input = (_, _) => Task.CompletedTask,
                    Secrets = new Dictionary<string, string> { ["PGPASSWORD"] = "never here" },
                }
            ),
            CommandLines.Restart("pg"),
        ];
        return string.Join("\n\n", all.Select(arguments => string.Join('\n', arguments)));
    }

    private static ContainerRun FullRun() =>
        new("localhost/springform/builder:k1", "linux/arm64", ["make", "all programs"])
        {
            Name = "compile/debian12-arm64",
            Environment = new Dictionary<string, string> { ["ZZ"] = "last", ["GREETING"] = "good day" },
            Secrets = ["UPLOAD_TOKEN"],
            Caches = new Dictionary<string, string> { ["go-build"] = "/root/.cache/go-build" },
        };

    private static ImageBuild FullBuild() =>
        new("localhost/springform/tools:k2", "linux/arm64", "FROM scratch", "/scratch/1")
        {
            Name = "tools/fio",
            Stage = "output",
            Arguments = new Dictionary<string, string> { ["VERSION"] = "1.0", ["BASE"] = "debian@sha256:0" },
            Labels = new Dictionary<string, string> { ["springform.key"] = "k2" },
            Network = false,
            NoCache = true,
        };
}
