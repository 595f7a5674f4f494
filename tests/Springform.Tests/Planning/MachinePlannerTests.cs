using Springform.Planning;

namespace Springform.Tests.Planning;

/// <summary>What --provision brings before there is a plan.</summary>
public sealed class MachinePlannerTests
{
    private const string Head = """
        name: demo
        builder: {image: i, dockerfile: Dockerfile}
        bases: {debian12: "debian:bookworm"}
        targets: {x: linux/amd64, a: linux/arm64, m: {platform: darwin/arm64, build_platform: linux/amd64}}
        packages: [{archive: "demo-{target}.zip", files: [demo]}]

        """;

    [Fact]
    public void Each_platform_that_is_compiled_on_is_wanted() => Platforms(Head).ShouldBe(["linux/amd64", "linux/arm64"]);

    [Fact]
    public void Where_all_is_cross_compiled_only_what_is_loaded_is_wanted()
    {
        Platforms(Head + "build_platform: linux/amd64").ShouldBe(["linux/amd64"]);
        Platforms(Head + "build_platform: linux/amd64\nsmoke: {bases: [debian12]}").ShouldBe(["linux/amd64", "linux/arm64"]);
        Platforms(Head + "build_platform: linux/amd64\nabi: glibc 2.31").ShouldBe(["linux/amd64", "linux/arm64"]);
    }

    [Fact]
    public void What_this_run_leaves_out_is_not_wanted()
    {
        MachinePlanner.Platforms(Config(Head), ["x"], loads: true).ShouldBe(["linux/amd64"]);
        MachinePlanner.Platforms(Config(Head + "build_platform: linux/amd64\nsmoke: {bases: [debian12]}"), [], loads: false).ShouldBe(["linux/amd64"]);
    }

    [Fact]
    public void Recipes_are_built_here_unless_a_registry_shares_them()
    {
        const string Tools = "tools: {image: t, platforms: [linux/amd64, linux/riscv64], recipes: {fio: tools/fio}}\n";
        const string Alone = "name: demo\n" + Tools;

        Platforms(Alone).ShouldBe(["linux/amd64", "linux/riscv64"]);
        Platforms(Alone + "build_platform: linux/amd64").ShouldBe(["linux/amd64"]);
        Platforms(Alone + "cache: {registry: ghcr.io/owner/cache}").ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Platforms(string yaml) => MachinePlanner.Platforms(Config(yaml), [], loads: true);

    private static Springform.Config.ProjectConfig Config(string yaml) =>
        new PlanProject(yaml)
        {
            Files = new Dictionary<string, string> { ["Dockerfile"] = "FROM debian:bookworm", ["tools/fio/Dockerfile"] = "FROM debian:bookworm" },
        }.Config;
}
