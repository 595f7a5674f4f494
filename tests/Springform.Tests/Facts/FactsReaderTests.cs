using Springform.Config;
using Springform.Facts;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Facts;

public sealed class FactsReaderTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();

    public FactsReaderTests() => project.File(".gitignore", "/vendor/\n*.key\n");

    public void Dispose() => project.Dispose();

    [Fact]
    public void An_ignored_file_that_is_named_literally_is_known_and_a_wildcard_takes_none()
    {
        project.File("one.key", "x");
        project.File("two.key", "x");

        Named(["one.key", "*.key", "**", "a.c"]).ShouldBe(["one.key"]);
    }

    [Theory]
    [InlineData("vendor")]
    [InlineData("vendor/")]
    public void An_ignored_folder_that_is_named_literally_is_known_with_all_below_it(string pattern)
    {
        project.File("vendor/lib/ü.c", "x");
        project.File("vendor/.hidden", "x");

        Named([pattern]).ShouldBe(["vendor/.hidden", "vendor/lib/ü.c"]);
    }

    [Fact]
    public void Links_in_such_a_folder_are_links_and_are_not_followed()
    {
        project.File("vendor/lib/a.c", "x");
        File.CreateSymbolicLink(Path.Combine(project.Path, "vendor", "loop"), ".");
        File.CreateSymbolicLink(Path.Combine(project.Path, "vendor", "away"), "/etc");
        File.CreateSymbolicLink(Path.Combine(project.Path, "vendor", "broken"), "absent");

        var facts = Read(["vendor"]);

        facts
            .Named.Files.Select(file => $"{file.Path} {file.Kind}")
            .ShouldBe(["vendor/away Link", "vendor/broken Link", "vendor/lib/a.c Regular", "vendor/loop Link"]);
    }

    [Fact]
    public void A_literal_that_does_not_exist_is_no_file() => Named(["absent"]).ShouldBeEmpty();

    [Fact]
    public void The_tree_has_kinds_and_hashes_and_the_texts_are_those_that_the_plan_reads()
    {
        project.File("version.txt", "1.0.0\n");
        project.File("tools/fio/Dockerfile", "FROM scratch\n");
        var config = new ProjectConfig
        {
            Name = "demo",
            Version = new VersionConfig { File = "version.txt" },
            Tools = new ToolsConfig
            {
                Image = "t",
                Recipes = new Dictionary<string, RecipeConfig> { ["fio"] = new() { Context = "tools/fio/" } },
            },
            Builder = new BuilderConfig { Image = "b", Dockerfile = "absent/Dockerfile" },
        };

        var facts = Read(config);

        facts.Tree.Files.Select(file => file.Path).ShouldBe([".gitignore", "a.c", "tools/fio/Dockerfile", "version.txt"]);
        facts.Tree.Files[1].SizeBytes.ShouldBe(7);
        facts.Texts.ShouldBe(new Dictionary<string, string> { ["version.txt"] = "1.0.0\n", ["tools/fio/Dockerfile"] = "FROM scratch\n" }, ignoreOrder: true);
        facts.SourceDateEpoch.ShouldBe(7);
    }

    private IEnumerable<string> Named(string[] inputs) => Read(inputs).Named.Files.Select(file => file.Path);

    private PlanFacts Read(string[] inputs) => Read(new ProjectConfig { Name = "demo", Compile = [new CompileConfig { Inputs = inputs }] });

    private PlanFacts Read(ProjectConfig config)
    {
        var git = new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), project.Path);
        var hasher = new FileHasher(Path.Combine(project.Path, ".git", "stat-cache"), TimeProvider.System);
        return new FactsReader(git, hasher, project.Path).Read(config, new Dictionary<string, BasePin>(), sourceDateEpoch: 7, startedFor: null);
    }
}
