namespace Springform.ContainerTests.EndToEnd;

/// <summary>A command sees its declared inputs, its declared environment, no network, and nothing else.</summary>
[Collection(OneAtATime.Name)]
public sealed class Isolation(Workshop workshop)
{
    [Fact]
    public void A_changed_undeclared_file_cannot_be_seen_and_changes_no_key()
    {
        using var project = new Sample(workshop);
        project.File("undeclared.txt", "one");
        project.File("compile.sh", "ls\ncp in.txt hello; chmod +x hello\n[ ! -e undeclared.txt ] && echo not seen\n");
        project.Replace("springform.yaml", "test: [[./hello]]", "test: [[cat, hello]]");
        project.Run("--target=Compile").Ends(0).Says("not seen").SaysNot("undeclared.txt");

        project.File("undeclared.txt", "two");
        project.RunWithoutEngine("--target=Compile").Ends(0).Says("0 run");

        project.File("in.txt", "changed");
        project.Run("--target=Compile").Ends(0).Says("2 run");
    }

    [Fact]
    public void Explain_names_the_changed_input()
    {
        using var project = new Sample(workshop, hasTools: true);
        project.Run().Ends(0);
        project.File("in.txt", "changed\n");

        project.Run("--explain").Ends(0).Says("Compile compile/native/1-sh: file in.txt changed", "ToolsImage say-x86_64: unchanged");
    }

    [Fact]
    public void The_network_is_off_unless_asked_for()
    {
        using var project = new Sample(workshop);
        project.Replace("compile.sh", "chmod", "ip -o link | grep -v ' lo:' | wc -l | sed 's/^/interfaces: /'\nchmod");
        project.File(
            "compile.sh",
            project.Text("compile.sh").Replace(" | sed 's/^/interfaces: /'", " > count; echo interfaces: $(cat count)", StringComparison.Ordinal)
        );
        project.Run("--target=Compile").Ends(0).Says("interfaces: 0");

        project.Replace("springform.yaml", "inputs: [in.txt, compile.sh]", "inputs: [in.txt, compile.sh]\n    network: true");
        project.Run("--target=Compile").Ends(0).SaysNot("interfaces: 0");
    }

    [Fact]
    public void Only_the_declared_environment_is_there()
    {
        using var project = new Sample(workshop);
        project.Replace("compile.sh", "chmod", "env\nchmod");
        project.Replace("springform.yaml", "inputs: [in.txt, compile.sh]", "inputs: [in.txt, compile.sh]\n    env: {DECLARED: \"v{version}\"}");

        project.Run("--target=Compile", "UNDECLARED=leak").Ends(0).Says("DECLARED=v1.2.3").SaysNot("UNDECLARED", "leak");
    }

    [Fact]
    public void A_secret_reaches_the_command_but_no_log_and_no_command_line()
    {
        using var project = new Sample(workshop);
        project.Replace("compile.sh", "chmod", "echo length ${#TOKEN}; echo the token is $TOKEN\nchmod");
        project.Replace("springform.yaml", "inputs: [in.txt, compile.sh]", "inputs: [in.txt, compile.sh]\n    secrets: [TOKEN]");

        project.Run("--target=Compile", "--verbosity=diagnostic", "TOKEN=s3cr3t-word").Ends(0).Says("length 11", "the token is ***").SaysNot("s3cr3t-word");

        Logs(project).ShouldNotContain(text => text.Contains("s3cr3t-word", StringComparison.Ordinal));
        project.File("compile.sh", "echo $TOKEN; exit 1\n");
        project.Run("--target=Compile", "TOKEN=s3cr3t-word").Ends(1).Says("E402").SaysNot("s3cr3t-word");
        Logs(project).ShouldNotContain(text => text.Contains("s3cr3t-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inside_the_planned_builder_commands_run_in_place()
    {
        using var project = new Sample(workshop);
        project.Run("--target=Compile").Ends(0);
        await project.EmptyEngineAsync();
        using var plan = System.Text.Json.JsonDocument.Parse(project.Run("--target=Plan", "--output=json").Ends(0).Output);
        var key = plan.RootElement.GetProperty("builders")[0].GetProperty("key").GetString();
        project.Run("--target=Clean").Ends(0);

        project.RunWithoutEngine("--target=Compile", $"SPRINGFORM_BUILDER_KEY={key}").Ends(0).Says("2 run");

        project.Git("status", "--porcelain").ShouldBeEmpty();
        File.Exists(project.PathOf("hello")).ShouldBeFalse();
    }

    private static List<string> Logs(Sample project) =>
        [.. Directory.GetFiles(project.PathOf(".springform"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)];
}
