namespace Springform.Tests.Planning;

/// <summary>What is declared and used nowhere is named, and nothing else of it changes.</summary>
public sealed class UnusedNamesTests
{
    private static PlanProject Project { get; } =
        new(
            """
            name: demo
            version: 1.0.0
            bases: {bookworm: {image: "debian:bookworm"}}
            builder: {image: "demo:v1", dockerfile: builder/Dockerfile}
            targets: {x: linux/amd64}
            compile: [{run: [make], outputs: [out]}]
            packages: [{archive: demo.tgz, files: [out]}]
            smoke: {skip: "no reason"}

            """
        )
        {
            Files = new Dictionary<string, string>
            {
                ["builder/Dockerfile"] = "ARG A\nFROM debian:bookworm AS one\nARG B\nRUN make\nFROM one\n",
                ["tools/t/Dockerfile"] = "FROM debian:bookworm\nARG C\n",
            },
        };

    [Fact]
    public void What_is_used_is_not_named() => Project.Plan().Warnings.ShouldBeEmpty();

    [Theory]
    [InlineData("bases: {bookworm", "bases: {trixie: \"debian:trixie\", bookworm", "bases.trixie is used by no target, no FROM and no load test")]
    [InlineData(
        "Dockerfile}",
        "Dockerfile, args: {A: x, B: y, D: z, http_proxy: h, BUILDKIT_INLINE_CACHE: '1'}}",
        "builder.args.D is declared by no ARG of builder/Dockerfile"
    )]
    [InlineData(
        "targets:",
        "tools: {image: t, recipes: {t: {context: tools/t, args: {C: x}}}}\ntargets:",
        "tools.recipes (t) are in no archive (files: [{from: \"tools:\"}]), and no builder's Dockerfile has ARG TOOLS_IMAGE"
    )]
    [InlineData(
        "targets:",
        "tools: {image: t, recipes: {t: {context: tools/t, args: {E: x}}}}\ntargets:",
        "tools.recipes.t.args.E is declared by no ARG of tools/t/Dockerfile"
    )]
    public void What_is_used_nowhere_is_named(string old, string text, string warning)
    {
        var project = Project with { Yaml = Project.Yaml.Replace(old, text, StringComparison.Ordinal) };

        project.Plan().Warnings.ShouldContain(warning);
        project.Plan().Warnings.Count.ShouldBe(warning.Contains(".args.E", StringComparison.Ordinal) ? 2 : 1);
        project.Plan("x").Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("type=secret,id=token", "secret")]
    [InlineData("id=token,type=secret", "secret")]
    [InlineData("type=ssh", "ssh")]
    public void A_secret_that_a_Dockerfile_asks_for_is_named(string mount, string kind) =>
        Project
            .With("builder/Dockerfile", $"FROM debian:bookworm\nRUN --mount={mount} make\n")
            .Plan()
            .Warnings.ShouldBe([
                $"builder/Dockerfile, line 2: --mount=type={kind} stays empty, because builds of images are given no secrets; a command of compile: "
                    + "can have them",
            ]);

    [Fact]
    public void An_exclude_of_a_matrix_that_fits_no_combination_is_an_error()
    {
        const string yaml =
            "name: demo\nbases: {a: \"debian:bookworm\", b: \"debian:trixie\"}\n"
            + "matrix: {base: [a, b], platform: [linux/amd64], variant: {v: {base: [a]}, w: {}}, exclude: [{base: b, variant: v}]}\n";

        Should
            .Throw<Springform.Errors.SpringformException>(() => Config.YamlProject.Read(yaml))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("matrix.exclude[0] fits no combination: its variant is not made for that base or platform");
        Config.YamlProject.Read(yaml.Replace("{base: b, variant: v}", "{base: b, variant: w}", StringComparison.Ordinal));
    }
}
