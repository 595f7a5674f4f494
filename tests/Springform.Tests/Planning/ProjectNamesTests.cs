using Springform.Names;
using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class ProjectNamesTests
{
    [Fact]
    public void Every_name_of_a_project_has_a_value() =>
        ProjectNames
            .Of(new PlanProject("name: demo\nversion: 1.4.0-rc.1\n").Plan().Project)
            .Keys.ShouldBe(Template.NamesOf(TemplateScope.Project), ignoreOrder: true);
}
