using System.Text;
using System.Text.Json;
using Springform.Package;
using Springform.Plan;

namespace Springform.Tests.Package;

public sealed class ManifestTests : IDisposable
{
    private readonly PackProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task It_says_what_was_built_from_what_with_what()
    {
        await project.RecipeAsync("fio", "linux/arm64", ("bin/aarch64/fio", "fio"));
        await project.RecipeAsync("ethtool", "linux/amd64", ("bin/x86_64/ethtool", "ethtool"));

        var text = Encoding.UTF8.GetString(Manifest().Json([Staged("z.tgz"), Staged("a.tgz")]));

        Golden.Matches(text);
        text.ShouldEndWith("}\n");
    }

    [Fact]
    public async Task Two_of_the_same_plan_are_the_same_bytes_whatever_the_order_of_what_comes_in()
    {
        await project.RecipeAsync("fio", "linux/amd64", ("bin/x86_64/fio", "fio"));
        await project.RecipeAsync("ethtool", "linux/amd64", ("bin/x86_64/ethtool", "ethtool"));
        var one = Manifest().Json([Staged("a.tgz"), Staged("z.tgz")]);

        project.Recipes.Reverse();
        var two = Manifest().Json([Staged("z.tgz"), Staged("a.tgz")]);

        two.ShouldBe(one);
    }

    [Fact]
    public void A_project_without_containers_has_a_target_without_builder()
    {
        using var json = JsonDocument.Parse(
            new Manifest(project.Plan(), new Dictionary<string, IReadOnlyDictionary<string, string>>(), project.Results, []).Json([])
        );

        json.RootElement.GetProperty("targets")[0].TryGetProperty("builder", out _).ShouldBeFalse();
    }

    [Fact]
    public void Libraries_that_came_along_are_listed_with_their_origin_in_the_manifest_and_in_the_legs_record()
    {
        var library = new BundledLibrary(
            "a/lib/libfoo-1a2b3c4d.so.1",
            "libfoo.so.1",
            new string('e', 64),
            "/usr/lib/libfoo.so.1",
            "libfoo1 1.0-1",
            "foo 1.0-1"
        );
        var staged = Staged("a.tgz") with { Archive = Staged("a.tgz").Archive with { Bundled = [library] } };

        foreach (
            var bytes in new[]
            {
                Manifest().Json([staged]),
                new BuildInfo(project.Plan(), new Dictionary<string, IReadOnlyDictionary<string, string>>(), []).Json(PackProject.Target, [staged]),
            }
        )
        {
            using var json = JsonDocument.Parse(bytes);
            var bundled = json.RootElement.GetProperty("artifacts")[0].GetProperty("bundled").EnumerateArray().ShouldHaveSingleItem();
            bundled
                .EnumerateObject()
                .Select(property => property.Value.GetString())
                .ShouldBe([library.Path, library.Soname, library.Sha256, library.Origin, library.Package, library.Source]);
        }
    }

    private static StagedArchive Staged(string name) =>
        new(
            new Artifact(name, ArtifactKind.Archive, name, new string('a', 64), 1234, "x86_64", $"package/{name}", new string('b', 64)),
            new string('c', 32),
            [],
            false
        );

    private Manifest Manifest()
    {
        var bookworm = new PlannedBase(
            "bookworm",
            "debian:bookworm",
            "linux/amd64",
            "bookworm",
            [],
            new BasePin(BaseSource.Mirror, "sha256:" + new string('d', 64))
        );
        var golang = new PlannedBase("golang:1.23", "golang:1.23", "linux/amd64", null, [], new BasePin(BaseSource.Registry, "sha256:" + new string('e', 64)));
        var builder = new BuilderStep("amd64", "linux/amd64", "FROM x", "localhost/springform/demo/builder:1", "demo-builder:v1", PackProject.Key("builder"))
        {
            Arguments = new Dictionary<string, string>(),
            BaseIds = [golang.Id, bookworm.Id],
        };
        var command = new CommandStep("compile/x86_64/1-make", PackProject.Target, builder.Id, ["make"], PackProject.Key("make"))
        {
            Environment = new Dictionary<string, string>(),
            Outputs = ["demo"],
            After = [],
        };
        var load = new LoadResult(
            PackProject.Target.Id,
            bookworm.Id,
            bookworm.Image,
            bookworm.Pin!.Digest,
            "Debian GNU/Linux 12 (bookworm)",
            "2.36",
            ["bin/demo --version"],
            ["lib/libdemo.so"],
            []
        );
        var plan = project.Plan() with { Bases = [bookworm, golang], Builders = [builder], Commands = [command] };
        var toolchain = new Dictionary<string, string>
        {
            ["go"] = "1.23.4",
            ["glibc"] = "2.36",
            ["distribution"] = "Debian GNU/Linux 12 (bookworm)",
        };
        return new Manifest(plan, new Dictionary<string, IReadOnlyDictionary<string, string>> { ["amd64"] = toolchain }, project.Results, [load]);
    }
}
