using Springform.Errors;

namespace Springform.Tests.Planning;

/// <summary>What Dockerfiles and ignore files do to the plan.</summary>
public sealed class DockerfilePlanTests
{
    private static PlanProject Project { get; } =
        new(
            """
            name: demo
            version: 1.0.0
            bases: {bookworm: {image: "debian:bookworm"}}
            tools: {image: tools, platforms: [linux/amd64, linux/arm64], recipes: {t: tools/t}}
            builder: {image: "demo:v1", dockerfile: Dockerfile, context: [src]}
            targets: {amd64: linux/amd64, arm64: linux/arm64}
            compile:
              - {run: [make], outputs: [out]}
            """
        )
        {
            Files = new Dictionary<string, string>
            {
                ["Dockerfile"] = "FROM debian:bookworm\nCOPY . /src\n",
                ["src/main.c"] = "1",
                ["src/secret.txt"] = "1",
                ["tools/t/Dockerfile"] = "FROM debian:bookworm\nCOPY . /src\n",
                ["tools/t/keep.txt"] = "1",
                ["tools/t/secret.txt"] = "1",
            },
            Pinned = new Dictionary<string, string>
            {
                ["debian:bookworm"] = PlanProject.Digest,
                ["alpine:3"] = PlanProject.Digest,
                ["docker/dockerfile:1"] = "sha256:" + new string('f', 64),
            },
        };

    [Fact]
    public void The_platform_of_the_build_picks_the_stage()
    {
        var plan = Project.With("Dockerfile", "FROM debian:bookworm AS build-amd64\nFROM alpine:3 AS build-arm64\nFROM build-${TARGETARCH} AS final\n").Plan();

        plan.Builders.Select(builder => string.Join(' ', builder.BaseIds)).ShouldBe(["bookworm-amd64", "alpine:3-arm64"]);
        plan.Builders[1].Dockerfile.ShouldNotBeNull().ShouldEndWith("\nFROM build-arm64 AS final\n");
        plan.Builders[1].Arguments.ShouldBeEmpty();
    }

    [Fact]
    public void A_platform_argument_may_be_set_as_with_docker_build()
    {
        var project = Project.With("Dockerfile", "FROM debian:bookworm AS build-amd64\nFROM build-${TARGETARCH}\nARG TARGETARCH\nARG BUILDARCH\n");

        (project with { Yaml = project.Yaml.Replace("context:", "args: {TARGETARCH: amd64}, context:", StringComparison.Ordinal) })
            .Plan()
            .Builders[1]
            .Arguments.ShouldBe(new Dictionary<string, string> { ["TARGETARCH"] = "amd64", ["BUILDARCH"] = "arm64" }, ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_written_behind_the_file_and_its_key_comes_as_an_argument_where_it_is_declared()
    {
        const string Text = "FROM debian:bookworm\nRUN ls / \\\n  /etc \\";
        Project.With("Dockerfile", Text).Plan().Builders[0].Dockerfile.ShouldNotBeNull().ShouldEndWith("\nRUN ls / \\\n  /etc \\");

        var builder = Project
            .With("Dockerfile", "FROM debian:bookworm\nARG SPRINGFORM_BUILDER_KEY\nENV SPRINGFORM_BUILDER_KEY=$SPRINGFORM_BUILDER_KEY\n")
            .Plan()
            .Builders[0];
        builder.Arguments.ShouldBe(new Dictionary<string, string> { ["SPRINGFORM_BUILDER_KEY"] = builder.Key.Key.Text });
    }

    [Theory]
    [InlineData(".dockerignore")]
    [InlineData("Dockerfile.dockerignore")]
    public void What_docker_leaves_out_is_in_no_key_and_no_context(string name)
    {
        var plan = Project.With(name, "**/secret.txt").With($"tools/t/{name}", "secret.txt\n").Plan();

        plan.Builders[0].Key.Files.Files.Select(file => file.Path).ShouldBe(["src/main.c"]);
        plan.Recipes[0]
            .Key.Files.Files.Select(file => file.Path)
            .ShouldBe(new[] { $"tools/t/{name}", "tools/t/Dockerfile", "tools/t/keep.txt" }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_ignore_file_of_the_Dockerfile_goes_before_that_of_the_context() =>
        Project.With("tools/t/.dockerignore", "*").With("tools/t/Dockerfile.dockerignore", "secret.txt").Plan().Recipes[0].Key.Files.Files.Count.ShouldBe(4);

    [Fact]
    public void A_change_of_what_is_left_out_changes_no_key()
    {
        var project = Project.With("tools/t/.dockerignore", "secret.txt\n");

        project.With("tools/t/secret.txt", "2").Plan().Recipes[0].Key.Key.ShouldBe(project.Plan().Recipes[0].Key.Key);
        project.With("tools/t/keep.txt", "2").Plan().Recipes[0].Key.Key.ShouldNotBe(project.Plan().Recipes[0].Key.Key);
    }

    [Fact]
    public void The_image_that_reads_the_file_is_pinned_as_a_base_is()
    {
        var project = Project.With("Dockerfile", "# syntax=docker/dockerfile:1\nFROM debian:bookworm\n");
        var plan = project.Plan();

        plan.Bases.Single(planned => planned.IsFrontend).Id.ShouldBe("docker/dockerfile:1-amd64");
        plan.Builders[1].BaseIds.ShouldBe(["bookworm-arm64", "docker/dockerfile:1-amd64"]);
        plan.Builders[1]
            .Dockerfile.ShouldNotBeNull()
            .ShouldStartWith("# syntax=localhost/springform/base/docker-dockerfile-1:amd64-ffffffffffffffffffffffff\nFROM localhost/");
        plan.Builders[0].Key.Key.ShouldNotBe(Project.With("Dockerfile", "# syntax docker/dockerfile:1\nFROM debian:bookworm\n").Plan().Builders[0].Key.Key);
        (project with { Pinned = new Dictionary<string, string> { ["debian:bookworm"] = PlanProject.Digest } })
            .Plan()
            .Builders[0]
            .Key.Key.Text.ShouldBe("pending (base docker/dockerfile:1)");
    }

    [Fact]
    public void A_stage_that_is_not_the_last_is_built_with_its_own_bases()
    {
        var project = Project.With("Dockerfile", "FROM debian:bookworm AS Build\nFROM alpine:3 AS last\n");

        var builder = (project with { Yaml = project.Yaml.Replace("context:", "stage: build, context:", StringComparison.Ordinal) }).Plan().Builders[0];

        builder.Stage.ShouldBe("Build");
        builder.BaseIds.ShouldBe(["bookworm-amd64"]);
        (project with { Yaml = project.Yaml.Replace("context:", "stage: biuld, context:", StringComparison.Ordinal) })
            .Problems()
            .Single()
            .ShouldBe(new Problem(ErrorCode.UnknownReference, "Dockerfile has no stage 'biuld'", "springform.yaml, builder.stage", "did you mean 'Build'?"));
    }

    [Fact]
    public void What_cannot_be_read_is_said_with_file_and_line() =>
        Project
            .With("Dockerfile", "FROM debian:bookworm\nFROM debian as\n")
            .With("tools/t/.dockerignore", "a\n[\n")
            .Problems()
            .Select(problem => $"{problem.What} ({problem.Where})")
            .ShouldBe([
                "tools/t/.dockerignore cannot be read: the pattern [ has a bracket that is not closed (tools/t/.dockerignore, line 2)",
                "Dockerfile cannot be read: FROM takes an image, or an image with AS and a name (Dockerfile, line 2)",
            ]);
}
