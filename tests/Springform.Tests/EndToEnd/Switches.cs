using System.Reflection;
using System.Text.Json;
using Cake.Frosting;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Tasks;

namespace Springform.Tests.EndToEnd;

/// <summary>The table of switches says which tasks heed each: the names are tasks, and what it says of --output is so.</summary>
public sealed class Switches : IDisposable
{
    private readonly PlainProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Every_task_that_the_table_names_is_one()
    {
        var tasks = typeof(PlanTask).Assembly.GetTypes().Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name).OfType<string>().ToList();

        OptionTable.Rows.SelectMany(row => row.Tasks).ShouldBeSubsetOf(tasks);
    }

    // AbiReports, Shells and Reports try the last three.
    [Fact]
    public void These_tasks_print_results_as_json() =>
        OptionTable.Find("output")!.Tasks.ShouldBe(["Plan", "Check", "Doctor", "AbiReport", "BuilderInfo", "Report"]);

    [Fact]
    public void Plan_prints_one_document()
    {
        using var plan = Json("--target=Plan");

        plan.RootElement.GetProperty("steps")
            .EnumerateArray()
            .Select(step => $"{step.GetProperty("task")} {step.GetProperty("id")}")
            .ShouldContain("Package package/hello-1.2.3.tgz");
    }

    [Fact]
    public void Check_prints_that_the_project_is_in_order()
    {
        using var check = Json("--target=Check");

        (check.RootElement.GetProperty("targets").GetInt32(), check.RootElement.GetProperty("archives").GetInt32()).ShouldBe((2, 2));
        check.RootElement.GetProperty("problems").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("Check")]
    [InlineData("Plan")]
    public void What_is_wrong_is_a_document_too_and_the_run_still_ends_with_2(string task)
    {
        project.Replace("springform.yaml", "checksums: [md5, sha256]", "checksums: [md5, sha512]");

        var run = project.Run($"--target={task}", "--output=json").Ends(2);

        using var check = JsonDocument.Parse(run.Output);
        var problem = check.RootElement.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        problem.GetProperty("code").GetString().ShouldBe("E103");
        problem.GetProperty("where").GetString()!.ShouldStartWith("springform.yaml:");
        run.Error.ShouldContain(problem.GetProperty("what").GetString()!);
    }

    [Fact]
    public void Doctor_prints_a_row_for_each_check()
    {
        var run = project.Run("--target=Doctor", "--output=json", "DOCKER_HOST=tcp://127.0.0.1:1", "--engine=docker");

        using var doctor = JsonDocument.Parse(run.Output);
        var rows = doctor.RootElement.GetProperty("checks").EnumerateArray().ToList();
        rows.Select(row => row.GetProperty("check").GetString()).ShouldContain("engine");
        rows.ShouldAllBe(row => row.GetProperty("status").GetString()!.Length > 0 && row.GetProperty("found").GetString() != null);
        run.ExitCode.ShouldBe(4, run.All);
    }

    private JsonDocument Json(string target) => JsonDocument.Parse(project.Run(target, "--output=json").Ends(0).Output);
}
