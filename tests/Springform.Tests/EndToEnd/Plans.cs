using System.Text.Json;
using System.Text.RegularExpressions;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=Plan and Cake's own views of the pipeline.</summary>
public sealed partial class Plans
{
    /// <summary>Nobody listens on port 1: a plan must not ask for an engine. Given with --engine=docker, or podman would be tried next.</summary>
    private const string NoEngine = "DOCKER_HOST=tcp://127.0.0.1:1";

    [Fact]
    public void The_pipeline_is_one_page()
    {
        using var project = new PlainProject();

        Golden.Matches(project.Run("--tree").Ends(0).Output);
    }

    [Fact]
    public void The_text_shows_what_will_be_made_from_what()
    {
        using var project = new PlainProject();

        var text = project.Run("--target=Plan", "--engine=docker", NoEngine).Ends(0).Output;

        Golden.Matches(Hex().Replace(Took().Replace(text, "TIME"), "HEX"));
    }

    [Fact]
    public void The_json_is_whole_and_alone_on_stdout()
    {
        using var project = new PlainProject();

        using var plan = JsonDocument.Parse(project.Run("--target=Plan", "--output=json", "--engine=docker", NoEngine).Ends(0).Output);

        plan.RootElement.GetProperty("targets").GetArrayLength().ShouldBe(2);
        plan.RootElement.GetProperty("artifacts")[0].GetProperty("archive").GetString().ShouldBe("hello-1.2.3.tgz");
        plan.RootElement.GetProperty("tools_key").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public void On_GitHub_Actions_the_tools_key_and_the_matrix_are_outputs_of_the_step()
    {
        using var project = new PlainProject();
        var outputs = project.Beside("outputs");

        using var plan = JsonDocument.Parse(project.Run("--target=Plan", "--output=json", "GITHUB_ACTIONS=true", $"GITHUB_OUTPUT={outputs}").Ends(0).Output);

        File.ReadAllLines(outputs)
            .ShouldBe([
                $"tools-key={plan.RootElement.GetProperty("tools_key").GetString()}",
                """matrix={"include":[{"target":"small","platform":"linux/amd64","runner":"ubuntu-24.04","timeout":90},"""
                    + """{"target":"large","platform":"linux/amd64","runner":"ubuntu-24.04","timeout":90}]}""",
            ]);
    }

    [Fact]
    public void A_base_that_was_never_resolved_leaves_keys_pending()
    {
        using var project = new PlainProject();
        File.Delete(project.PathOf("springform.lock"));

        project.Run("--target=Plan", "--engine=docker", NoEngine).Ends(0).Says("pending", "not resolved yet");
    }

    [Fact]
    public void Nothing_of_the_project_is_touched_by_a_plan()
    {
        using var project = new PlainProject();

        project.Run("--target=Plan", "--engine=docker", NoEngine).Ends(0);

        project.Git("status", "--porcelain").ShouldBeEmpty();
        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
        Directory.Exists(project.PathOf("tools-cache")).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_with_spaces_is_found_from_anywhere()
    {
        using var project = new PlainProject();
        var moved = project.Beside("a project with spaces");
        Directory.Move(project.Folder, moved);
        Directory.CreateDirectory(project.Folder);

        project.Run("--target=Plan", "--project", "../a project with spaces").Ends(0).Says("hello-1.2.3.tgz");
    }

    [Fact]
    public void Dryrun_names_the_tasks_and_runs_none()
    {
        using var project = new PlainProject();

        project.Run("--dryrun", "--engine=docker", NoEngine).Ends(0).Says("Compile", "Dist");

        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
    }

    [GeneratedRegex("[0-9a-f]{24,}|(?<=\\+)[0-9a-f]{7}")]
    private static partial Regex Hex();

    [GeneratedRegex(@"[0-9.]+ s(?=\)|$)", RegexOptions.Multiline)]
    private static partial Regex Took();
}
