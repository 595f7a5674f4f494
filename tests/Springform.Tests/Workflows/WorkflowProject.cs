using Springform.Tests.Planning;
using Springform.Workflows;

namespace Springform.Tests.Workflows;

/// <summary>Projects that ask for different workflows, and the workflows that they get.</summary>
internal static class WorkflowProject
{
    public static readonly PlanProject Small = new(
        """
        name: hello
        version: 1.2.3
        targets: {x86_64: linux/amd64}
        packages: [{archive: hello.tgz, files: [hello.txt]}]
        """
    )
    {
        Files = new Dictionary<string, string> { ["hello.txt"] = "hello\n" },
    };

    /// <summary>Tools, a builder, cross-compilation, a native runner, a release from main and from tags of a pattern.</summary>
    public static readonly PlanProject Perfspect = new(
        """
        name: perfspect
        version: {file: version.txt}
        build_platform: linux/amd64
        bases: {bookworm: "debian:bookworm"}
        tools: {image: t, base: bookworm, platforms: [linux/amd64, linux/arm64, linux/riscv64], recipes: {fio: tools/fio}}
        builder: {image: b, dockerfile: builder/Dockerfile}
        targets:
          x86_64: {platform: linux/amd64}
          aarch64: {platform: linux/arm64, suffix: "-aarch64"}
          riscv64: {platform: linux/riscv64, build_platform: linux/arm64, suffix: "-riscv64"}
        compile: [{run: [make], outputs: [perfspect]}]
        smoke: {skip: "not here"}
        packages: [{archive: "{name}{suffix}.tgz", files: [perfspect, {from: "tools:", to: tools/}]}]
        cache: {registry: ghcr.io/example/cache}
        release: {github: {tag: "release/+{version}", status: true, milestone: "{version}", channels: {development: {branch: trunk}}}}
        workflow:
          runners: {linux/arm64: ubuntu-24.04-arm, x86_64: big-runner}
          timeout: 45m
          timeouts: {linux/arm64: 90s, aarch64: 3h}
        """
    )
    {
        Files = new Dictionary<string, string>
        {
            ["version.txt"] = "3.4.5\n",
            ["tools/fio/Dockerfile"] = "FROM debian:bookworm\n",
            ["builder/Dockerfile"] = "FROM debian:bookworm\n",
            ["main.c"] = "int main;\n",
        },
    };

    /// <summary>Wheels for an index, and no release.</summary>
    public static readonly PlanProject Wheels = ConfigKeyTests.Wheels;

    /// <summary>Secrets of every kind, each for its own step.</summary>
    public static readonly PlanProject Signed = Perfspect with
    {
        Yaml = """
            name: signed
            version: 1.2.3
            bases: {bookworm: "debian:bookworm"}
            builder: {image: b, dockerfile: builder/Dockerfile}
            targets: {a: linux/amd64, b: linux/arm64}
            compile: [{run: [make], outputs: [signed], secrets: [LICENCE_KEY]}]
            smoke: {skip: "not here"}
            packages: [{archive: "{name}-{target}.tgz", files: [signed]}]
            signatures:
              - gpg: {public_key: version.txt, key: RELEASE_KEY}
              - minisign: version.txt
              - cosign: version.txt
            publishers: [{name: tap, run: [./tap.sh], secrets: [TAP_TOKEN, GITHUB_TOKEN]}]
            release: {github: {}}
            workflow: {attest: false}
            """,
    };

    public static readonly StartCommand Host = new("./build.sh", true, true);

    public static readonly StartCommand Wrapper = new("./springform.sh", false, false);

    public static IReadOnlyList<(string Name, PlanProject Project, StartCommand Start, bool HasIndex)> All { get; } =
    [("small", Small, Wrapper, false), ("perfspect", Perfspect, Host, false), ("wheels", Wheels, Wrapper, true), ("signed", Signed, Wrapper, true)];

    public static string Text(CiSystem system, PlanProject project, StartCommand start, bool hasIndex = false) =>
        new WorkflowText(project.Config, project.Plan(), start, hasIndex).Of(system);
}
