using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Plan;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Values = new() { ["name"] = "demo", ["suffix"] = "-{name}" };

    [Theory]
    [InlineData("{name}{suffix}.tgz", "demo-{name}.tgz")]
    [InlineData("{{name}} is {name}", "{name} is demo")]
    [InlineData("${HOME} {\"a\": {}} {A}", "${HOME} {\"a\": {}} {A}")]
    [InlineData("", "")]
    public void Only_lower_case_words_in_braces_are_names(string text, string expanded) => Template.Expand(text, Values).ShouldBe(expanded);

    [Fact]
    public void The_names_in_a_text_are_listed() => Template.NamesIn("{a}{b_2}{{c}}{D}").ShouldBe(["a", "b_2"]);

    [Fact]
    public void A_scope_offers_its_names()
    {
        Template.NamesOf(TemplateScope.Project).ShouldBe(["name", "version", "full_version", "channel_version", "pep440", "commit", "source_date_epoch"]);
        Template.NamesOf(TemplateScope.Target).ShouldContain("suffix");
        Template.NamesOf(TemplateScope.Target).ShouldNotContain("artifact");
        Template.NamesOf(TemplateScope.ProjectArtifact).ShouldContain("artifact");
        Template.NamesOf(TemplateScope.ProjectArtifact).ShouldNotContain("target");
        Template.NamesOf(TemplateScope.TargetArtifact).ShouldNotContain("tag");
        Template.NamesOf(TemplateScope.Release).TakeLast(2).ShouldBe(["tag", "page"]);
        Template.NamesOf(TemplateScope.ReleasedFile).TakeLast(6).ShouldBe(["artifact", "tag", "page", "file", "sha256", "url"]);
        Template.NamesOf(TemplateScope.ReleasedFile).ShouldNotContain("target");
    }

    [Fact]
    public void A_platform_gives_its_values() =>
        Template
            .ValuesOf(Platform.Of("linux/arm/v7"))
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["platform"] = "linux-arm-v7",
                    ["os"] = "linux",
                    ["arch"] = "armv7",
                    ["machine"] = "armv7l",
                    ["rid"] = "linux-arm",
                }
            );
}
