namespace Springform.Tests.EndToEnd;

/// <summary>Secrets that a run needs and does not have. Nobody listens on port 1: that no engine is asked for shows that nothing was begun.</summary>
public sealed class DeclaredSecrets
{
    private const string NoEngine = "DOCKER_HOST=tcp://127.0.0.1:1";

    private static readonly string Yaml = PlainProject.Yaml.Replace(
        "    outputs: [hello]",
        "    secrets: [FIRST_TOKEN, SECOND_TOKEN, THIRD_TOKEN, FOURTH_TOKEN]\n    outputs: [hello]",
        StringComparison.Ordinal
    );

    [Theory]
    [InlineData("Compile")]
    [InlineData("Dist")]
    public void All_that_are_missing_empty_or_too_short_are_named_at_once_before_anything_runs(string task)
    {
        using var project = new PlainProject(Yaml);

        var result = project.Run($"--target={task}", "--engine=docker", NoEngine, "SECOND_TOKEN=", "THIRD_TOKEN=abc", "FOURTH_TOKEN=long-enough");

        result
            .Ends(2)
            .Says(
                "E109 the secret FIRST_TOKEN is not set in the environment",
                "environment, FIRST_TOKEN; wanted by compile/small/1-sh, compile/large/1-sh",
                "E109 the secret SECOND_TOKEN is empty in the environment",
                "E109 the secret THIRD_TOKEN has fewer than 4 characters, so it cannot be masked in the output"
            );
        result.SaysNot("FOURTH_TOKEN", "E30");
    }

    [Fact]
    public void A_plan_needs_none()
    {
        using var project = new PlainProject(Yaml);

        project.Run("--target=Plan", "--engine=docker", NoEngine).Ends(0);
    }

    [Fact]
    public void With_all_of_them_set_it_is_the_engine_that_is_missing()
    {
        using var project = new PlainProject(Yaml);

        project
            .Run(
                "--target=Compile",
                "--engine=docker",
                NoEngine,
                "FIRST_TOKEN=one-of-four",
                "SECOND_TOKEN=two-of-four",
                "THIRD_TOKEN=three-of-four",
                "FOURTH_TOKEN=four-of-four"
            )
            .Ends(4)
            .Says("E302");
    }

    [Theory]
    [InlineData(
        "SPRINGFORM_REGISTRY_USER=ann",
        "SPRINGFORM_REGISTRY_USER is set and SPRINGFORM_REGISTRY_PASSWORD is not: both are needed to log in",
        "environment, SPRINGFORM_REGISTRY_PASSWORD"
    )]
    [InlineData(
        "SPRINGFORM_REGISTRY_USER=ann SPRINGFORM_REGISTRY_PASSWORD=",
        "SPRINGFORM_REGISTRY_PASSWORD is not (it is empty)",
        "environment, SPRINGFORM_REGISTRY_PASSWORD"
    )]
    [InlineData(
        "SPRINGFORM_REGISTRY_PASSWORD=secret",
        "SPRINGFORM_REGISTRY_PASSWORD is set and SPRINGFORM_REGISTRY_USER is not",
        "environment, SPRINGFORM_REGISTRY_USER"
    )]
    public void Half_a_login_to_a_registry_names_the_variable_that_is_missing_before_anything_runs(string variables, string what, string where)
    {
        var yaml = PlainProject.Yaml.Replace("name: hello", "name: hello\ncache: {registry: 127.0.0.1:1/cache}", StringComparison.Ordinal);
        foreach (
            var text in new[]
            {
                yaml,
                PlainProject.Yaml.Replace(
                    "dockerfile: builder/Dockerfile",
                    "dockerfile: builder/Dockerfile, registry: 127.0.0.1:1/builder",
                    StringComparison.Ordinal
                ),
            }
        )
        {
            using var project = new PlainProject(text);

            project.Run(["--target=Dist", "--engine=docker", NoEngine, .. variables.Split(' ')]).Ends(2).Says("E109", what, where).SaysNot("E30", "secret\n");
            project.Run(["--target=Dist", "--offline", "--engine=docker", NoEngine, .. variables.Split(' ')]).Ends(4).SaysNot("E109");
        }

        using var other = new PlainProject();
        other.Run(["--target=Dist", "--engine=docker", NoEngine, .. variables.Split(' ')]).Ends(4).SaysNot("E109");
    }
}
