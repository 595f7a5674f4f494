using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class PlanOutputTests
{
    [Fact]
    public void A_plan_for_people() => Golden.Matches(PlanText.Of(Perfspect.Project.Plan()));

    [Fact]
    public void A_plan_for_programs() => Golden.Matches(PlanJson.Of(Perfspect.Project.Plan()), extension: "json");

    [Fact]
    public void A_plan_before_any_base_was_resolved() =>
        Golden.Matches(PlanText.Of((Perfspect.Project with { Pinned = new Dictionary<string, string>() }).Plan("aarch64")));
}
