namespace Springform.Tests.EndToEnd;

/// <summary>What is wrong with a project or a command line is told with its place and a remedy, before anything is started.</summary>
public sealed class BadInput
{
    [Fact]
    public void Broken_yaml_is_told_with_its_line()
    {
        using var project = new PlainProject("name: hello\ntargets: [\n");

        project.Run().Ends(2).Says("E101", "springform.yaml:").SaysNot("   at ", "--> Compile");
    }

    [Fact]
    public void An_unknown_key_names_the_nearest_one()
    {
        using var project = new PlainProject(PlainProject.Yaml.Replace("dockerfile:", "dockrefile:", StringComparison.Ordinal));

        project.Run("--target=Check").Ends(2).Says("E102", "dockrefile", "dockerfile", "springform.yaml:8:");
    }

    [Theory]
    [InlineData("builder/Dockerfile")]
    [InlineData("tools/say/Dockerfile")]
    public void A_missing_Dockerfile_is_named(string path)
    {
        using var project = new PlainProject();
        File.Delete(project.PathOf(path));

        project.Run("--target=Check").Ends(2).Says("E105", path);
    }

    [Theory]
    [InlineData("", "--target=PushBuilder", "springform.yaml does not say where the builder is pushed to")]
    [InlineData(", registry: ghcr.io/owner/builder", "--target=PushBuilder --offline", "--offline is given")]
    [InlineData(", registry: owner/builder", "--target=PushBuilder", "is no repository of a registry")]
    [InlineData(", registry: 'ghcr.io/owner/builder:v1'", "--target=Check", "has a tag, but is a repository")]
    public void A_builder_with_nowhere_to_go_is_told_before_anything_is_built(string registry, string words, string reason)
    {
        using var project = new PlainProject(
            PlainProject.Yaml.Replace("dockerfile: builder/Dockerfile", $"dockerfile: builder/Dockerfile{registry}", StringComparison.Ordinal)
        );

        project.Run([.. words.Split(' '), "--exclusive"]).Ends(2).Says(reason).SaysNot("   at ");
    }

    [Fact]
    public void Without_springform_yaml_the_error_says_where_it_was_looked_for()
    {
        using var project = new GitProject();

        project.Run().Ends(2).Says("springform.yaml", project.Folder).SaysNot("   at ");
    }

    [Theory]
    [InlineData("{name.tgz", "'{name.tgz'")]
    [InlineData("{name}-{version.tgz", "'{version.tgz'")]
    [InlineData("{name}}.tgz", "'}.tgz'")]
    [InlineData("{Name}{suffix}.tgz", "'{Name}")]
    public void A_brace_that_begins_or_ends_no_template_is_no_part_of_a_name(string archive, string stray)
    {
        using var project = new PlainProject(PlainProject.Yaml.Replace("{name}-{version}{suffix}.tgz", archive, StringComparison.Ordinal));

        project.Run("--target=Check").Ends(2).Says("E103", "packages[0].archive", stray).SaysNot("   at ");
    }

    [Fact]
    public void Braces_of_a_shell_and_of_JSON_stay_what_they_are_in_commands()
    {
        using var project = new PlainProject(
            PlainProject.Yaml.Replace("[sh, compile.sh]", "[sh, -c, 'echo ${HOME} {\"a\": 1} {name']", StringComparison.Ordinal)
        );

        project.Run("--target=Check").Ends(0);
    }

    [Theory]
    [InlineData("demo-\\u202Egpj{suffix}.tgz", "\\u202e")]
    [InlineData("demo\\u001b[2J{suffix}.tgz", "\\u001b")]
    [InlineData("demo\\u2028{suffix}.tgz", "\\u2028")]
    public void A_name_with_characters_that_are_not_seen_is_refused_and_they_are_spelled(string archive, string spelled)
    {
        using var project = new PlainProject(PlainProject.Yaml.Replace("{name}-{version}{suffix}.tgz", archive, StringComparison.Ordinal));

        var run = project.Run("--target=Check").Ends(2).Says("E103", "packages[0].archive");
        run.All.ShouldContain(spelled, Case.Insensitive);
        run.All.ShouldNotContain('\u001b');
        run.All.ShouldNotContain('\u202e');
    }

    [Theory]
    [InlineData(215, 0)]
    [InlineData(250, 2)]
    public void A_name_that_no_file_system_takes_is_told_by_the_plan(int length, int exitCode)
    {
        using var project = new PlainProject(
            PlainProject.Yaml.Replace("{name}-{version}{suffix}.tgz", new string('x', length) + "{suffix}.tgz", StringComparison.Ordinal)
        );

        var run = project.Run("--target=Plan").Ends(exitCode).SaysNot("   at ");
        if (exitCode == 2)
            run.Says("E103", "254 bytes", "target small", "target large");
    }

    [Fact]
    public void An_argument_or_a_value_that_the_system_does_not_take_is_told_before_anything_runs()
    {
        var text = new string('x', 140_000);
        using var project = new PlainProject(
            PlainProject
                .Yaml.Replace("[sh, compile.sh]", $"[sh, -c, {text}]", StringComparison.Ordinal)
                .Replace("outputs: [hello]", $"outputs: [hello]\n    env: {{BIG: {text}}}", StringComparison.Ordinal)
        );

        project.Run("--target=Check").Ends(2).Says("compile[0].run has an argument of 140,000 bytes", "compile[0].env.BIG", "140,004 bytes").SaysNot("   at ");
    }

    [Fact]
    public void Two_artifacts_of_one_name_are_refused()
    {
        using var project = new PlainProject(PlainProject.Yaml.Replace("{suffix}", "", StringComparison.Ordinal));

        project.Run("--target=Check").Ends(2).Says("E107", "hello-1.2.3.tgz", "small", "large");
    }

    [Fact]
    public void Only_a_target_that_there_is_none_of_ends_with_3_and_names_those_there_are()
    {
        using var project = new PlainProject();

        project.Run("--only", "nope").Ends(3).Says("E130", "nope", "small", "large");
    }

    [Fact]
    public void Outside_of_git_the_command_that_helps_is_shown()
    {
        using var project = new PlainProject(committed: false);

        project.Run("GIT_CEILING_DIRECTORIES=" + Path.GetDirectoryName(project.Folder)).Ends(2).Says("E120", "git init");
    }

    [Fact]
    public void A_repository_without_a_commit_is_told_like_one_that_is_missing()
    {
        using var project = new PlainProject(committed: false);
        project.Git("init", "--quiet");

        project.Run().Ends(2).Says("E120", "git commit");
    }

    [Fact]
    public void A_shallow_clone_cannot_tell_the_version_from_a_tag()
    {
        using var project = new PlainProject(PlainProject.Yaml.Replace("version: 1.2.3", "version: {tag: true}", StringComparison.Ordinal));
        project.Git("tag", "v1.0.0");
        project.Commit("Second commit");
        var clone = project.Beside("shallow");
        project.Git("clone", "--quiet", "--depth=1", "--no-tags", "file://" + project.Folder, clone);

        project.Run("--project", clone).Ends(2).Says("E121", "git fetch --unshallow --tags");
    }

    [Fact]
    public void A_dirty_tree_is_allowed_and_marked_in_the_version()
    {
        using var project = new PlainProject();
        project.Run("--target=Plan").Ends(0).SaysNot("dirty");

        project.File("notes.txt", "new");
        project.Run("--target=Plan").Ends(0).Says(".dirty");
    }

    [Theory]
    [InlineData("--dry-run", "--dryrun")]
    [InlineData("--no-cach", "--no-cache")]
    [InlineData("--tagret=Plan", "--target")]
    public void An_unknown_switch_names_the_nearest_one_and_nothing_runs(string given, string nearest)
    {
        using var project = new PlainProject();

        project.Run(given).Ends(2).Says("E110", given.Split('=')[0], nearest).SaysNot("--> ");
    }

    [Fact]
    public void An_unknown_task_names_the_nearest_one()
    {
        using var project = new PlainProject();

        project.Run("--target=Dits").Ends(2).Says("E111", "'Dits'", "Dist");
    }

    [Fact]
    public void An_unknown_variable_of_ours_names_the_nearest_one()
    {
        using var project = new PlainProject();

        project.Run("SPRINGFORM_OFLINE=1").Ends(2).Says("E110", "SPRINGFORM_OFFLINE");
    }

    [Fact]
    public void An_engine_that_does_not_answer_ends_with_4_and_the_command_to_run()
    {
        using var project = new PlainProject();
        // Where a real docker is installed too it gets the same answer from nobody on port 1.
        var docker = project.File("../bin/docker", "#!/bin/sh\necho 'Cannot connect to the Docker daemon. Is the docker daemon running?' >&2\nexit 1\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        project
            .Run("--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", $"PATH={project.Beside("bin")}:{Environment.GetEnvironmentVariable("PATH")}")
            .Ends(4)
            .Says("E302", "fix start it: sudo systemctl start docker, or run the same command with --provision as root (sudo)");
    }

    [Fact]
    public void A_program_that_lies_in_tools_is_not_run_for_the_engine()
    {
        using var project = new PlainProject();
        var planted = project.File("tools/x/docker", "#!/bin/sh\ntouch ran\n");
        File.SetUnixFileMode(planted, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        project.Run("--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(4);

        Directory.GetFiles(project.Folder, "ran", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void All_problems_are_shown_at_once()
    {
        using var project = new PlainProject();
        File.Delete(project.PathOf("builder/Dockerfile"));
        File.Delete(project.PathOf("tools/say/Dockerfile"));

        project.Run("--target=Check").Ends(2).Says("builder/Dockerfile", "tools/say/Dockerfile");
    }
}
