using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Planning;

/// <summary>A builder that is made from the image of a running container.</summary>
public sealed class RuntimeBuilderTests
{
    private static readonly PlanProject Project = new(
        """
        name: demo
        version: 1.0.0
        builder: {image: i, dockerfile: Dockerfile, from: pg}
        targets: {x: linux/amd64}
        compile: [{run: [make], outputs: [demo]}]
        """
    )
    {
        Files = new Dictionary<string, string> { ["Dockerfile"] = "ARG RUNTIME_IMAGE\nFROM ${RUNTIME_IMAGE}\n" },
    };

    [Fact]
    public void Before_the_container_was_asked_the_builder_waits_for_its_image()
    {
        var plan = Project.Plan();

        plan.PendingBases.ShouldHaveSingleItem().Container.ShouldBe(new RuntimeContainer("pg", null, "builder.from"));
        plan.Builders.ShouldHaveSingleItem().Key.IsPending.ShouldBeTrue();
    }

    [Fact]
    public void Another_image_in_the_container_is_another_builder_and_another_container_of_the_same_image_is_not()
    {
        var builder = Running('a', Project).Plan().Builders[0];

        builder.Dockerfile.ShouldNotBeNull().ShouldContain("FROM localhost/springform/base/springform-runtime-running:");
        Running('b', Project).Plan().Builders[0].Key.Key.ShouldNotBe(builder.Key.Key);
        Running('a', Project with { Yaml = Project.Yaml.Replace("from: pg", "from: {label: role=db}", StringComparison.Ordinal) })
            .Plan()
            .Builders[0]
            .Key.Key.ShouldBe(builder.Key.Key);
    }

    [Fact]
    public void A_Dockerfile_that_is_made_from_something_else_is_refused() =>
        Running('a', Project.With("Dockerfile", "FROM debian:bookworm\n")).Problems().ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.MissingKey);

    private static PlanProject Running(char digest, PlanProject project) =>
        project with
        {
            Pinned = new Dictionary<string, string>
            {
                ["debian:bookworm"] = PlanProject.Digest,
                [PlannedBase.RuntimeImage] = "sha256:" + new string(digest, 64),
            },
        };
}
