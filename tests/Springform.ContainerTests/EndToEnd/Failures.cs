using Springform.ContainerTests.Support;
using Springform.Tests;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A step that fails says what, where, its last lines and how to repeat it by hand; dist/ stays as it was.</summary>
[Draw(2)]
[Collection(OneAtATime.Name)]
public sealed class Failures(Workshop workshop)
{
    [Fact]
    public async Task A_recipe_that_fails_to_compile_shows_its_last_lines_and_the_command()
    {
        using var project = new Sample(workshop, hasTools: true);
        project.Replace("tools/shout/Dockerfile", "RUN mkdir", "RUN echo shout.c:7: no such type >&2; exit 3\nRUN mkdir");

        project.Run().Ends(1).Says("E401", "shout", "shout.c:7: no such type", "mend what its last lines tell").SaysNot("--label");

        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
        (await project.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_the_builder_copies_and_its_context_lacks_is_named()
    {
        using var project = new Sample(workshop);
        project.File("builder/Dockerfile", $"{project.Text("builder/Dockerfile")}COPY nowhere.txt /\n");

        project.Run().Ends(1).Says("E401", "it copies nowhere.txt, which is not in its build context", "builder.context").SaysNot("--label");
    }

    [Fact]
    public void A_program_that_the_builder_lacks_is_named()
    {
        using var project = new Sample(workshop);
        project.File("compile.sh", "set -e\nno-such-compiler in.txt\n");
        project.Run().Ends(1).Says("E402 the command needs no-such-compiler, which the builder does not have: ", "add no-such-compiler to the Dockerfile");

        project.Replace("springform.yaml", "run: [sh, compile.sh]", "run: [no-such-program, compile.sh]");
        project.Run().Ends(1).Says("E402 the command needs no-such-program, which the builder does not have");
    }

    [Fact]
    public async Task The_shell_that_the_error_names_is_where_the_command_failed()
    {
        using var project = new Sample(workshop);
        project.File("compile.sh", "exit 3\n");
        project.Run().Ends(1).Says("by hand: --target=Shell --only=native");

        var said = await ShellSession.RunAsync(project.Folder, "native", "sh compile.sh; echo code=$?, $(cat in.txt)", TestContext.Current.CancellationToken);

        said.ShouldContain("compile/native/1-sh runs here: sh compile.sh");
        said.ShouldContain("code=3, hello");
        (await project.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void A_recipe_that_fails_does_not_stop_the_other_which_is_kept()
    {
        using var project = new Sample(workshop, hasTools: true);
        var good = project.Text("tools/shout/Dockerfile");
        project.File("tools/shout/Dockerfile", good.Replace("RUN mkdir", "RUN false\nRUN mkdir", StringComparison.Ordinal));
        project.Run().Ends(1);

        project.File("tools/shout/Dockerfile", good);
        project.Run().Ends(0).Says("1 cached, 1 built", "recipe shout-").SaysNot("recipe say-");
    }

    [Fact]
    public async Task A_capsule_of_a_failure_fails_the_same_way_in_another_folder_and_holds_no_secret()
    {
        const string token = "t0ken-of-the-sample";
        using var project = new Sample(workshop);
        project.Replace("springform.yaml", "    outputs: [hello]\n", "    outputs: [hello]\n    env: {MODE: \"it's $HOME\"}\n    secrets: [TOKEN]\n");
        project.Replace("springform.yaml", "inputs: [in.txt, compile.sh]", "inputs: [in.txt, compile.sh, \"odd/**\"]");
        project.File("odd/-rf", "dash\n");
        project.File("odd/a b'$(touch x).txt", "odd\n");
        project.File("compile.sh", "cat odd/*; echo \"mode $MODE, in $(cat in.txt), token $TOKEN, network $(ip route)\"; exit 7\n");

        var failed = project.Run("--keep-failures", $"TOKEN={token}").Ends(1).Says("E402", "rerun.sh in .springform/failures/compile-native.tgz");

        using var elsewhere = new TempFolder();
        Command.Run(elsewhere.Path, ["tar", "-xzf", project.PathOf(".springform/failures/compile-native.tgz")]).ExitCode.ShouldBe(0);
        var script = elsewhere.File("compile-native/rerun.sh");
        Command.Run(elsewhere.Path, ["grep", "-r", token, "."]).ExitCode.ShouldBe(1);
        Command.Run("/", ["env", "-u", "TOKEN", script]).Error.ShouldContain("TOKEN: is a secret");
        var again = Command.Run("/", [script], new Dictionary<string, string?> { ["TOKEN"] = token });
        again.ExitCode.ShouldBe(7, again.Error);
        again.Output.ShouldBe($"dash\nodd\nmode it's $HOME, in hello, token {token}, network \n");
        foreach (var line in again.Lines.Select(line => line.Replace(token, "***", StringComparison.Ordinal).TrimEnd()))
            failed.All.ShouldContain(line);
        (await workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"ancestor={ImageOf(script)}")).ShouldBeEmpty();

        project.File("compile.sh", "printf '#!/bin/sh\\n' > hello; chmod +x hello\n");
        project.Run("--keep-failures", $"TOKEN={token}").Ends(0);
        File.Exists(project.PathOf(".springform/failures/compile-native.tgz")).ShouldBeFalse();
    }

    private static string ImageOf(string script) =>
        File.ReadLines(script).Single(line => line.StartsWith("image=", StringComparison.Ordinal))["image=".Length..];

    [Fact]
    public async Task A_command_that_fails_shows_image_exit_code_last_lines_and_the_command()
    {
        using var project = new Sample(workshop);
        project.File("compile.sh", "for n in $(seq 50); do echo line $n; done\nexit 3\n");

        var result = project.Run().Ends(1).Says("E402", "exit code 3", "image ", "by hand: --target=Shell --only=");

        result.Error.ShouldContain("line 50");
        result.Error.ShouldContain("line 11");
        result.Error.Split('\n').ShouldNotContain(line => line.Trim() == "line 10");
        (await project.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void An_output_pattern_that_matches_nothing_is_an_error()
    {
        using var project = new Sample(workshop);
        project.Replace("springform.yaml", "outputs: [hello]", "outputs: [hello, \"lib/*.so\"]");

        project.Run().Ends(1).Says("E403", "lib/*.so");
    }

    [Fact]
    public void A_packaged_file_that_is_missing_is_an_error()
    {
        using var project = new Sample(workshop);
        project.Replace("springform.yaml", "files: [hello]", "files: [hello, \"docs/*.txt\"]");

        project.Run().Ends(2).Says("E105", "docs/*.txt").SaysNot("--> BaseImages");
    }

    [Fact]
    public void A_test_that_fails_keeps_the_old_dist()
    {
        using var project = new Sample(workshop);
        project.Run().Ends(0);
        var before = project.DistHashes();
        project.Replace("springform.yaml", "test: [[./hello]]", "test: [[sh, -c, \"echo assertion; exit 5\"]]");

        project.Run().Ends(1).Says("E402", "exit code 5", "assertion");

        project.DistHashes().ShouldBe(before);
    }

    [Fact]
    public void A_smoke_test_that_fails_leaves_the_old_dist_whole()
    {
        using var project = new Sample(workshop);
        project.Run().Ends(0);
        var before = project.DistHashes();
        project.Replace("springform.yaml", "[[hello/hello]]", "[[hello/hello-not]]");

        project.Run().Ends(1).Says("E405", "hello/hello-not", "load/native/busybox-");

        project.DistHashes().ShouldBe(before);
    }

    [Fact]
    public void One_leg_that_fails_does_not_stop_the_other_and_both_are_named()
    {
        using var project = new Sample(workshop);
        project.Replace(
            "springform.yaml",
            $"  native: {workshop.Platform}",
            $"  good: {workshop.Platform}\n  bad: {{platform: {workshop.Platform}, suffix: \"-bad\", env: {{BAD: \"1\"}}}}"
        );
        project.Replace("springform.yaml", "hello-{version}.tgz", "hello-{version}{suffix}.tgz");
        project.File("compile.sh", "if [ -n \"$BAD\" ]; then exit 9; fi\nprintf '#!/bin/sh\\n' > hello; chmod +x hello; echo made well\n");

        var result = project.Run("--parallelism=2").Ends(1).Says("E402", "compile/bad/", "exit code 9", "[compile-good] made well");

        result.Error.ShouldNotContain("compile/good/");
        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
        project.Replace("compile.sh", "exit 9", "true");
        project.Run().Ends(0);
    }

    [Fact]
    public void A_base_that_the_registry_does_not_have_is_an_error_of_the_environment()
    {
        using var project = new Sample(workshop, hasTools: true);
        var gone = workshop.Base.Replace("busybox:1", "busybox:gone", StringComparison.Ordinal);
        project.Replace("springform.yaml", workshop.Base, gone);
        foreach (var file in new[] { "builder/Dockerfile", "tools/say/Dockerfile", "tools/shout/Dockerfile" })
            project.Replace(file, workshop.Base, gone);

        project.Run().Ends(4).Says("E307", gone);
    }
}
