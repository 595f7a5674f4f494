using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Planning;

public sealed class BaseImageTests
{
    private const string Yaml = """
        name: demo
        version: 1.0.0
        bases: {debian: {image: debian, mirror: {suite: trixie}}}
        targets: {x86_64: linux/amd64}
        builder: {image: demo-builder, dockerfile: Dockerfile}
        compile: [{run: [make], outputs: [demo]}]
        """;

    /// <summary>What the engine holds the pinned base under.</summary>
    private static string Held => $"localhost/springform/base/debian:amd64-{PlanProject.Digest["sha256:".Length..][..24]}";

    private static PlanProject Project(string dockerfile, string pinned) =>
        new PlanProject(Yaml) { Pinned = new Dictionary<string, string> { [pinned] = PlanProject.Digest } }.With("Dockerfile", dockerfile);

    [Theory]
    [InlineData("debian")]
    [InlineData("debian:latest")]
    [InlineData("docker.io/library/debian")]
    [InlineData("docker.io/library/debian:latest")]
    [InlineData("library/debian")]
    public void One_image_in_another_spelling_is_the_declared_base_with_its_mirror_and_pin(string spelling)
    {
        var plan = Project($"FROM {spelling}\n", "debian").Plan();

        var planned = plan.Bases.ShouldHaveSingleItem();
        (planned.Id, planned.MirrorSuite, planned.Pin?.Digest).ShouldBe(("debian-amd64", "trixie", PlanProject.Digest));
        plan.Builders.Single().Dockerfile!.ShouldStartWith($"FROM {Held}\n");
    }

    [Fact]
    public void Two_spellings_in_one_Dockerfile_are_one_base()
    {
        var plan = Project("FROM debian AS a\nFROM docker.io/library/debian:latest\nCOPY --from=debian:latest / /\nCOPY --from=a / /\n", "debian").Plan();

        plan.Bases.ShouldHaveSingleItem();
        plan.Base("debian-amd64").ShouldBe(plan.Bases[0]);
        plan.Builders.Single().Dockerfile!.ShouldStartWith($"FROM {Held} AS a\nFROM {Held}\nCOPY --from={Held} / /\nCOPY --from=a / /\n");
    }

    [Fact]
    public void Another_tag_or_another_registry_is_another_image()
    {
        var plan = Project("FROM debian:bookworm AS a\nFROM quay.io/library/debian\nCOPY --from=a / /\n", "debian").Plan();

        plan.Bases.Select(planned => planned.Image).ShouldBe(["debian:bookworm", "quay.io/library/debian"]);
        plan.Bases.ShouldAllBe(planned => planned.MirrorSuite == null && planned.Pin == null);
    }

    [Fact]
    public void What_depends_on_an_unresolved_base_is_pending_and_known_after_it_was_resolved()
    {
        var project = Perfspect.Project with { Pinned = new Dictionary<string, string>() };

        var pending = project.Plan();
        var known = Perfspect.Project.Plan();

        pending.PendingBases.Select(planned => planned.Name).ShouldBe(["bookworm", "bookworm"], ignoreOrder: true);
        pending.Key.Text.ShouldBe("pending (base bookworm)");
        pending.ToolsKey!.Text.ShouldBe("pending (base bookworm)");
        pending.Commands.ShouldAllBe(command => command.Key.IsPending);
        pending.Recipes.ShouldAllBe(recipe => recipe.Dockerfile == null && recipe.Key.IsPending);
        known.PendingBases.ShouldBeEmpty();
        known.Key.IsPending.ShouldBeFalse();
        known.Recipes.Select(recipe => recipe.Id).ShouldBe(pending.Recipes.Select(recipe => recipe.Id));
    }

    [Fact]
    public void A_base_that_is_built_from_the_mirror_goes_by_its_own_name()
    {
        var project = Project("FROM debian\n", "debian");
        var facts = project.Facts() with
        {
            Pins = new Dictionary<string, BasePin> { [PlanFacts.PinId("debian", "linux/amd64")] = new(BaseSource.Mirror, PlanProject.Digest) },
        };

        var plan = Springform.Planning.Planner.Plan(project.Config, facts, [], snapshot: false);

        plan.Builders.Single().Dockerfile!.ShouldStartWith($"FROM localhost/springform/base/debian:{new string('d', 24)}\n");
    }

    [Fact]
    public void A_missing_Dockerfile_is_named()
    {
        var project = Project("FROM debian\n", "debian");

        var problem = Should
            .Throw<SpringformException>(() =>
                Springform.Planning.Planner.Plan(project.Config, project.Facts() with { Texts = new Dictionary<string, string>() }, [], snapshot: false)
            )
            .Problems.ShouldHaveSingleItem();

        (problem.Code, problem.What).ShouldBe((ErrorCode.MissingFile, "the Dockerfile Dockerfile does not exist"));
    }

    [Fact]
    public void An_image_that_no_argument_gives_is_an_error_and_never_goes_unpinned()
    {
        var problem = Project("ARG WHICH\nFROM ${WHICH}\n", "debian").Problems().ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.UnknownReference);
        problem.What.ShouldContain("${WHICH}");
    }
}
