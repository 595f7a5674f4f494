using System.Diagnostics;
using Springform.Tests;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>Stopped, killed, out of room, run twice at once: the old dist/ stays whole, and the next run clears up.</summary>
[Draw(4)]
[Collection(OneAtATime.Name)]
public sealed class Interruptions(Workshop workshop)
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_in_a_compile_stops_and_removes_the_container(string signal)
    {
        using var project = new Sample(workshop);
        project.Run().Ends(0);
        var before = project.DistHashes();
        project.File("compile.sh", "echo compiling now\nsleep 600\n");

        using var run = project.Start();
        await run.SeenAsync("compiling now");
        (await project.ContainersAsync()).ShouldNotBeEmpty();
        run.Signal(signal);

        run.End().Ends(130).Says("cancelled");
        (await project.ContainersAsync()).ShouldBeEmpty();
        project.DistHashes().ShouldBe(before);
    }

    [Fact]
    public async Task A_run_killed_at_a_steps_boundary_leaves_the_old_dist_whole()
    {
        using var project = new Sample(workshop, hasTools: true);
        project.Run().Ends(0);
        string[] tasks = ["Plan", "ToolsImage", "BuilderImage", "Compile", "Package", "LoadTest", "Dist"];
        foreach (var task in Campaign.Points(tasks.Length).Select(point => tasks[point - 1]))
        {
            var before = project.DistHashes();
            project.File("in.txt", $"killed at {task}\n");
            project.File("tools/say/notes.txt", $"killed at {task}\n");

            using (var run = project.Start())
            {
                await run.SeenAsync($"--> {task}");
                run.Signal("KILL");
                var ended = run.End();
                if (task != "Dist" || ended.ExitCode != 0) // the last task may be through before the signal arrives
                    ended.Ends(137);
            }

            if (task == "Dist") // the exchange may have been the last thing that it did: the new dist/ is as whole
                Answer("sh", "-c", $"cd '{project.PathOf("dist")}' && sha256sum --check --strict --quiet checksums.txt");
            else
                project.DistHashes().ShouldBe(before, $"killed at {task}");
            project.Run().Ends(0);
            project.DistHashes().ShouldNotBe(before, $"killed at {task}");
            await LeavesNothing(project);
        }
    }

    [Fact]
    public async Task The_container_of_a_killed_run_is_removed_by_the_next()
    {
        using var project = new Sample(workshop);
        var good = project.Text("compile.sh");
        project.File("compile.sh", "echo compiling now\nsleep 600\n");
        using (var run = project.Start())
        {
            await run.SeenAsync("compiling now");
            run.Signal("KILL");
            run.End().Ends(137);
        }

        (await project.ContainersAsync()).ShouldNotBeEmpty();
        project.File("compile.sh", good);
        project.Run().Ends(0).Says("was left by a run that was killed: removed");
        await LeavesNothing(project);
    }

    [Fact]
    public async Task The_second_of_two_runs_is_told_to_wait_and_the_first_goes_on()
    {
        using var project = new Sample(workshop);
        project.Replace("compile.sh", "chmod", "echo compiling now\nwhile ! ls /tmp/go 2>/dev/null; do sleep 0.1; done\nchmod");

        using var first = project.Start();
        await first.SeenAsync("compiling now");
        project.Run().Ends(4).Says("E306", "another run");
        project.Run("--target=Plan").Ends(0);
        foreach (var container in await project.ContainersAsync())
            await workshop.DockerAsync("exec", container, "touch", "/tmp/go");

        first.End().Ends(0);
    }

    [Fact]
    public void A_full_disk_ends_with_4_and_keeps_the_old_dist()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("CI") == "true", "a tmpfs can be mounted by root only");
        using var project = new Sample(workshop);
        var disk = project.Beside("disk");
        Directory.CreateDirectory(disk);
        Mount("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk);
        try
        {
            var clone = Path.Combine(disk, "project");
            project.Git("clone", "--quiet", "--no-hardlinks", project.Folder, clone);
            project.Run("--project", clone).Ends(0);
            var before = Sample.Hashes(Path.Combine(clone, "dist"));
            File.WriteAllText(
                Path.Combine(clone, "compile.sh"),
                "cp in.txt hello; chmod +x hello; dd if=/dev/urandom of=big bs=1M count=4 2>/dev/null; cat big >> hello\n"
            );

            project.Run("--project", clone).Ends(4).Says("E305", "disk is full");

            Sample.Hashes(Path.Combine(clone, "dist")).ShouldBe(before);
        }
        finally
        {
            Mount("umount", disk);
        }
    }

    [Fact]
    public void What_root_builds_belongs_to_the_projects_owner()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("CI") == "true", "only root can give files to another user");
        using var project = new Sample(workshop);
        Mount("chown", "--recursive", "1000:1000", project.Folder);

        project.Run("GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*").Ends(0);

        Answer("find", project.Folder, "!", "-uid", "1000").ShouldBeEmpty();
    }

    private static async Task LeavesNothing(Sample project)
    {
        (await project.ContainersAsync()).ShouldBeEmpty();
        Directory.Exists(project.PathOf(".springform/staging")).ShouldBeFalse();
        if (Directory.Exists(project.PathOf(".springform/scratch")))
            Directory.GetFileSystemEntries(project.PathOf(".springform/scratch")).ShouldBeEmpty();
        project.Git("status", "--porcelain").ShouldNotContain("??  dist");
    }

    private static void Mount(params string[] words) => Answer(words);

    private static string Answer(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, string.Join(' ', words));
        return output;
    }
}
