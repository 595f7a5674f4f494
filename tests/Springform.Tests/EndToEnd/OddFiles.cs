using System.Diagnostics;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// Files and folders that are not what they should be: each ends the run with its path and a remedy, never with a stack trace, and never waits.
/// </summary>
public sealed class OddFiles
{
    private const string Trace = "   at ";

    [Theory]
    [InlineData("builder/Dockerfile")]
    [InlineData("tools/say/Dockerfile")]
    [InlineData("springform.yaml")]
    [InlineData("springform.lock")]
    public void A_pipe_where_a_file_of_the_project_should_be_is_named_and_not_waited_for(string path)
    {
        using var project = new PlainProject();
        File.Delete(project.PathOf(path));
        Pipe(project.PathOf(path));

        project.Run("--target=Plan").Ends(4).Says("E314", "a pipe", path).SaysNot(Trace);
    }

    [Theory]
    [InlineData("stat-cache")]
    [InlineData("pins.json")]
    [InlineData("keys/BuilderImage%20amd64.json")]
    [InlineData("lock")]
    public void A_pipe_where_a_file_of_our_own_state_should_be_is_named_and_not_waited_for(string path)
    {
        using var project = new PlainProject();
        Directory.CreateDirectory(project.PathOf(".springform/keys"));
        Pipe(project.PathOf(".springform/" + path));

        project.Run("--target=Dist", "--explain", "PATH=/usr/bin:/bin", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(4).SaysNot(Trace, "another run");
    }

    [Theory]
    [InlineData(".gitignore")]
    [InlineData(".gitattributes")]
    [InlineData(".git/info/exclude")]
    [InlineData(".git/index")]
    [InlineData("src/deep/.gitignore")]
    public void A_pipe_that_git_would_wait_for_is_named(string path)
    {
        using var project = new PlainProject();
        project.File("src/deep/a.c", "");
        File.Delete(project.PathOf(path));
        Pipe(project.PathOf(path));

        project.Run("--target=Plan").Ends(4).Says("E314 this is a pipe, and git would wait for it for ever", path).SaysNot(Trace);
    }

    [Theory]
    [InlineData(".dockerignore")]
    [InlineData("builder/Dockerfile.dockerignore")]
    [InlineData("version.txt")]
    public void A_pipe_beside_a_Dockerfile_or_in_place_of_the_version_is_named(string path)
    {
        using var project = new PlainProject(
            path == "version.txt" ? PlainProject.Yaml.Replace("version: 1.2.3", "version: {file: version.txt}", StringComparison.Ordinal) : PlainProject.Yaml
        );
        Pipe(project.PathOf(path));

        project.Run("--target=Plan").Ends(4).Says("E314", "a pipe", path).SaysNot(Trace);
    }

    [Fact]
    public async Task The_first_signal_ends_a_run_that_waits_for_git()
    {
        using var project = new PlainProject();
        var asked = project.Beside("asked");
        Pipe(asked);
        Shell(
            $"mkdir '{project.Beside("bin")}' && printf '#!/bin/sh\\n: >%s\\nexec /bin/sleep 600\\n' '{asked}' >'{project.Beside("bin")}/git' && "
                + $"chmod +x '{project.Beside("bin")}/git'"
        );

        using var run = project.Start("--target=Plan", $"PATH={project.Beside("bin")}:/usr/bin:/bin");
        using (new StreamReader(asked))
            run.Signal("TERM"); // the pipe opens when git is being asked
        (await run.EndAsync()).Ends(130).Says("cancelled").SaysNot(Trace);
    }

    [Fact]
    public void A_state_folder_that_is_a_file_is_named()
    {
        using var project = new PlainProject();
        project.File(".springform", "x");

        project.Run().Ends(4).Says(".springform").SaysNot(Trace, "another run");
    }

    [Fact]
    public void A_lock_that_is_a_link_to_nothing_is_named()
    {
        using var project = new PlainProject();
        Directory.CreateDirectory(project.PathOf(".springform"));
        File.CreateSymbolicLink(project.PathOf(".springform/lock"), "/nonexistent/x");

        project.Run().Ends(4).Says("E314", ".springform/lock", "leads to nothing").SaysNot(Trace);
    }

    [Fact]
    public void A_lock_that_is_a_folder_is_named()
    {
        using var project = new PlainProject();
        Directory.CreateDirectory(project.PathOf(".springform/lock"));

        project.Run().Ends(4).Says("E314", ".springform/lock", "a folder").SaysNot(Trace, "another run");
    }

    [Fact]
    public void On_a_read_only_file_system_a_plan_is_shown_and_a_build_says_why_not()
    {
        using var disk = new TinyDisk(20_000);
        using var project = new PlainProject();
        Shell($"cp -a {project.Folder}/. {disk.Path}/p && mount -o remount,ro {disk.Path}");
        try
        {
            var folder = Path.Combine(disk.Path, "p");
            project
                .Run("--target=Plan", $"--project={folder}", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*")
                .Ends(0)
                .SaysNot(Trace);
            project.Run($"--project={folder}").Ends(4).Says("E313", "read-only", folder).SaysNot(Trace, "another run");
        }
        finally
        {
            Shell($"mount -o remount,rw {disk.Path}");
        }
    }

    [Fact]
    public void A_read_only_file_system_with_a_lock_on_it_is_not_another_run()
    {
        using var disk = new TinyDisk(20_000);
        using var project = new PlainProject();
        Shell(
            $"mkdir -p {disk.Path}/p/.springform && touch {disk.Path}/p/.springform/lock && cp -a {project.Folder}/. {disk.Path}/p && "
                + $"mount -o remount,ro {disk.Path}"
        );
        try
        {
            project.Run($"--project={disk.Path}/p").Ends(4).Says("E313").SaysNot(Trace, "another run");
        }
        finally
        {
            Shell($"mount -o remount,rw {disk.Path}");
        }
    }

    private static void Pipe(string path) => Shell($"mkfifo '{path}'");

    private static void Shell(string script)
    {
        using var shell = Process.Start("/bin/sh", ["-ec", script]);
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(0, script);
    }
}
