using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Planning;

/// <summary>A path or glob that fits nothing is an error of the plan, wherever it stands.</summary>
public sealed class PatternChecksTests
{
    private static PlanProject Project { get; } =
        new(
            """
            name: demo
            version: 1.0.0
            bases: {bookworm: {image: "debian:bookworm"}}
            builder: {image: "demo:v1", dockerfile: builder/Dockerfile, context: [go.mod]}
            targets: {amd64: linux/amd64, arm64: linux/arm64}
            compile:
              - {run: [make], inputs: [src], outputs: ["out/**", "lib/*.so"]}
            packages:
              - {archive: "demo-{target}.tgz", files: [LICENSE]}
            """
        )
        {
            Files = new Dictionary<string, string>
            {
                ["builder/Dockerfile"] = "FROM debian:bookworm\n",
                ["go.mod"] = "",
                ["src/main.c"] = "",
                ["src/deep/x.h"] = "",
                ["LICENSE"] = "",
            },
            Ignored = new Dictionary<string, string> { ["vendor/lib.c"] = "" },
        };

    [Theory]
    [InlineData("src/main.c")]
    [InlineData("src/")]
    [InlineData("src/deep")]
    [InlineData("**/*.h")]
    [InlineData("*")]
    [InlineData("vendor")]
    [InlineData("vendor/lib.c")]
    public void An_input_that_fits_is_taken(string pattern) => With("inputs: [src]", $"inputs: [\"{pattern}\"]").Plan().Commands.ShouldNotBeEmpty();

    [Theory]
    [InlineData("scr/main.c", "did you mean 'src/main.c'?")]
    [InlineData("src/mian.c", "did you mean 'src/main.c'?")]
    [InlineData("scr/**/*.c", null)]
    [InlineData("SRC", null)]
    [InlineData("**/*.cpp", null)]
    [InlineData("vendor/*.c", null)]
    [InlineData("out/x", "remove it: what earlier commands make is seen without being listed")]
    public void An_input_that_fits_no_file_is_E105(string pattern, string? fix)
    {
        var problem = With("inputs: [src]", $"inputs: [src, \"{pattern}\"]").Problems().Single();

        (problem.Code, problem.What, problem.Where).ShouldBe(
            (ErrorCode.MissingFile, $"'{pattern}' in compile[0].inputs matches no file", "springform.yaml, compile[0].inputs")
        );
        problem.Fix.ShouldBe(
            fix
                ?? "correct the path, or remove it; Springform sees what git tracks, and what is new and not ignored; an ignored file is taken by "
                    + "its whole name only"
        );
    }

    [Theory]
    [InlineData("src, \"!src/deep\"", "src/main.c")]
    [InlineData("\"!**/*.h\", \"**\"", "LICENSE builder/Dockerfile go.mod src/main.c")]
    [InlineData("vendor, \"!vendor/lib.c\", src", "src/deep/x.h src/main.c")]
    public void What_an_exception_fits_is_left_out_wherever_it_stands(string patterns, string left) =>
        string.Join(' ', With("inputs: [src]", $"inputs: [{patterns}]").Plan().Command("compile/amd64/1-make").Key.Files.Files.Select(file => file.Path))
            .ShouldBe(left);

    [Theory]
    [InlineData("src, \"!scr/deep\"", "'!scr/deep' in compile[0].inputs leaves nothing out: no other entry names such a file")]
    [InlineData("src, \"!LICENSE\"", "'!LICENSE' in compile[0].inputs leaves nothing out: no other entry names such a file")]
    [InlineData("src, \"!src/**\"", "compile[0].inputs leaves out all that it names")]
    public void An_exception_that_fits_nothing_or_all_is_E105(string patterns, string what)
    {
        var problem = With("inputs: [src]", $"inputs: [{patterns}]").Problems().Single();

        (problem.Code, problem.What, problem.Where).ShouldBe((ErrorCode.MissingFile, what, "springform.yaml, compile[0].inputs"));
    }

    [Fact]
    public void An_exception_of_one_command_takes_nothing_from_the_tests_of_another()
    {
        var project = Project with
        {
            Yaml = Project.Yaml.Replace(
                "  - {run: [make], inputs: [src], outputs: [\"out/**\", \"lib/*.so\"]}",
                "  - {run: [make], inputs: [src, \"!src/deep\"], outputs: [out]}\n  - {run: [doc], inputs: [src/deep], outputs: [lib]}\ntest: [[check]]",
                StringComparison.Ordinal
            ),
        };

        project.Plan().Command("test/amd64/1-check").Key.Files.Files.Select(file => file.Path).ShouldBe(["src/deep/x.h", "src/main.c"]);
    }

    [Theory]
    [InlineData("nope/**")]
    [InlineData("go.sum")]
    [InlineData("builder/*.sh")]
    public void The_builders_context_is_held_to_the_same(string pattern) =>
        With("context: [go.mod]", $"context: [\"{pattern}\"]").Problems().Single().What.ShouldBe($"'{pattern}' in builder.context matches no file");

    [Theory]
    [InlineData(".dockerignore", "*\n!src\n")]
    [InlineData("builder/Dockerfile.dockerignore", "go.mod")]
    public void A_context_that_an_ignore_file_empties_is_said_with_its_name(string path, string text) =>
        Project.With(path, text).Problems().Single().What.ShouldBe($"{path} leaves out all that 'go.mod' in builder.context matches");

    [Theory]
    [InlineData("LICENCE", "did you mean 'LICENSE'?")]
    [InlineData("bin/*", null)]
    [InlineData("lib/sub/x.so", null)]
    [InlineData("lib/*.a", null)]
    public void What_is_packed_is_a_file_or_a_declared_output(string pattern, string? fix)
    {
        var problem = With("files: [LICENSE]", $"files: [LICENSE, \"{pattern}\"]").Problems()[0];

        problem.What.ShouldBe($"'{pattern}' in packages[0].files matches no file, and no outputs: of compile name it");
        problem.Fix.ShouldStartWith(fix ?? "correct the path, or declare it in outputs:");
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/bin/demo")]
    [InlineData("lib/libdemo.so")]
    [InlineData("lib/libdemo*.so")]
    [InlineData("**/*.so")]
    [InlineData("lib")]
    [InlineData("src/**")]
    public void What_a_command_may_make_is_asked_later(string pattern) =>
        With("files: [LICENSE]", $"files: [\"{pattern}\"]").Plan().TargetArtifacts.ShouldNotBeEmpty();

    [Fact]
    public void Everything_is_said_at_once()
    {
        var project = With("inputs: [src]", "inputs: [scr, src, \"*.x\"]").With("builder/Dockerfile", "FROM $NONE\n");

        (
            project with
            {
                Yaml = project
                    .Yaml.Replace("[go.mod]", "[go.sum]", StringComparison.Ordinal)
                    .Replace("files: [LICENSE]", "files: [COPYING]", StringComparison.Ordinal),
            }
        )
            .Problems()
            .Select(problem => problem.What)
            .ShouldBe([
                "'scr' in compile[0].inputs matches no file",
                "'*.x' in compile[0].inputs matches no file",
                "'go.sum' in builder.context matches no file",
                "'COPYING' in packages[0].files matches no file, and no outputs: of compile name it",
                "FROM '$NONE' names no image: an argument in it has no value",
            ]);
    }

    [Fact]
    public void A_recipe_whose_folder_git_ignores_is_said()
    {
        var project = Project with
        {
            Yaml = Project.Yaml + "\ntools: {image: tools, recipes: {t: tools/t}}\n",
            Files = new Dictionary<string, string>(Project.Files) { ["tools/t/Dockerfile"] = "FROM scratch\n" },
        };
        var facts = project.Facts();

        Should
            .Throw<SpringformException>(() =>
                Springform.Planning.Planner.Plan(
                    project.Config,
                    facts with
                    {
                        Tree = new FileSet(facts.Tree.Files.Where(file => !file.Path.StartsWith("tools/", StringComparison.Ordinal))),
                    },
                    [],
                    snapshot: false
                )
            )
            .Problems.Single()
            .What.ShouldBe("the context of the recipe t, tools/t, has no file");
    }

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a", "a/b/c", true)]
    [InlineData("a/", "a/b/c", true)]
    [InlineData("./a", "a/*", true)]
    [InlineData("a/b", "a", true)]
    [InlineData("a*", "b*", false)]
    [InlineData("a*c", "*b*", true)]
    [InlineData("*.so", "*.a", false)]
    [InlineData("*.so", "x.*", true)]
    [InlineData("lib*.so", "lib*.so.1", false)]
    [InlineData("**/*.so", "lib/x.so", true)]
    [InlineData("**/x", "a/**", true)]
    [InlineData("a/*", "a/b/c", false)]
    [InlineData("a/**/z", "a/b/*/z", true)]
    [InlineData("a/**/z", "b/**", false)]
    public void Two_patterns_meet_where_a_path_fits_both(string one, string other, bool meet)
    {
        Glob.CanMeet(one, other).ShouldBe(meet);
        Glob.CanMeet(other, one).ShouldBe(meet);
    }

    private static PlanProject With(string old, string text) => Project with { Yaml = Project.Yaml.Replace(old, text, StringComparison.Ordinal) };
}
