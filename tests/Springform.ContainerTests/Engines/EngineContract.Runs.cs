using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_command_gets_its_arguments_unchanged()
    {
        string[] arguments = ["a b", "\"quoted\"", "it's", "$HOME", "", "--flag=@1@", "ä\\n"];
        var (result, output) = await RunAsync(
            new ContainerRun(Image, Platform, ["/bin/sh", "-c", """for a in "$@"; do echo "[$a]"; done""", "sh", .. arguments]) { Name = "arguments" }
        );

        result.ExitCode.ShouldBe(0);
        output.Lines.ShouldBe(arguments.Select(argument => $"[{argument}]"));
    }

    [Fact]
    public async Task A_command_sees_the_declared_environment_only()
    {
        var environment = _under.Environment.With([new("HTTP_PROXY", "http://proxy.invalid"), new("UNDECLARED", "1")]);
        var output = new RecordedOutput();
        var run = Shell("env") with { Environment = new Dictionary<string, string> { ["GREETING"] = "good day, \"you\"" } };

        (await _under.Open(environment: environment).RunAsync(run, output, Cancellation)).ExitCode.ShouldBe(0);

        output.Lines.ShouldContain("GREETING=good day, \"you\"");
        output.Lines.Select(line => line.Split('=')[0]).ShouldBeSubsetOf(["GREETING", "PATH", "HOME", "HOSTNAME", "PWD", "SHLVL", "TERM", "container", "_"]);
    }

    [Fact]
    public async Task A_secret_reaches_the_command_and_no_command_line()
    {
        var commandLines = new List<string>();
        var processes = new ProcessRunner(
            _under.Environment.With([new("UPLOAD_TOKEN", "s3cr3t-value")]),
            command => commandLines.Add(string.Join(' ', command.Arguments))
        );
        var engine = new CommandLineEngine(_under.LocatorFor(processes), processes, _under.NewRun(), TimeProvider.System);
        var output = new RecordedOutput();

        await engine.RunAsync(Shell("echo ${#UPLOAD_TOKEN}") with { Secrets = ["UPLOAD_TOKEN"] }, output, Cancellation);

        output.Lines.ShouldBe(["12"]);
        commandLines.ShouldNotBeEmpty();
        commandLines.ShouldAllBe(line => !line.Contains("s3cr3t"));
    }

    [Fact]
    public async Task The_network_is_off_unless_asked_for()
    {
        var (_, output) = await RunAsync(Shell("ls /sys/class/net"));

        output.Lines.ShouldBe(["lo"]);
    }

    [Fact]
    public async Task Inputs_lie_in_the_work_directory_where_the_command_starts()
    {
        var (result, output) = await RunAsync(
            Shell("pwd; cat deep/er/file.txt; echo; ls -A") with
            {
                WorkDirectory = "/deep/not there yet",
                Inputs = Tar.Of(("deep/er/file.txt", "hello"), ("top", "")),
            }
        );

        result.ExitCode.ShouldBe(0);
        output.Lines.ShouldBe(["/deep/not there yet", "hello", "deep", "top"]);
    }

    [Fact]
    public async Task Outputs_come_out_after_success()
    {
        var folder = new Dictionary<string, string>();
        var file = new Dictionary<string, string>();
        var (result, _) = await RunAsync(
            Shell("mkdir -p out/sub; echo one > out/a; echo two > out/sub/b; echo three > single") with
            {
                Outputs = [new ContainerCopy("/src/out", Tar.Into(folder)), new ContainerCopy("/src/single", Tar.Into(file))],
            }
        );

        result.ExitCode.ShouldBe(0);
        folder.ShouldBe(
            new Dictionary<string, string>
            {
                ["out"] = "",
                ["out/a"] = "one\n",
                ["out/sub"] = "",
                ["out/sub/b"] = "two\n",
            },
            ignoreOrder: true
        );
        file.ShouldBe(new Dictionary<string, string> { ["single"] = "three\n" });
    }

    [Fact]
    public async Task Nothing_is_copied_out_of_a_command_that_failed()
    {
        var files = new Dictionary<string, string>();
        var (result, _) = await RunAsync(Shell("echo half > made; exit 3") with { Outputs = [new ContainerCopy("/src/made", Tar.Into(files))] });

        result.ExitCode.ShouldBe(3);
        files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_output_is_E403_and_a_missing_optional_one_is_skipped()
    {
        var wanted = new ContainerCopy("/src/never-made", (_, _) => throw new InvalidOperationException("read"));

        (await RunAsync(Shell("true") with { Outputs = [wanted with { Optional = true }] })).Result.ExitCode.ShouldBe(0);
        var error = await Should.ThrowAsync<SpringformException>(() => RunAsync(Shell("true") with { Outputs = [wanted] }));

        error.Problems.Single().Code.ShouldBe(ErrorCode.NoOutput);
        error.Message.ShouldContain("/src/never-made");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(137)]
    public async Task A_commands_own_exit_code_is_its_own(int exitCode)
    {
        var (result, _) = await RunAsync(Shell($"exit {exitCode}"));

        result.ExitCode.ShouldBe(exitCode);
        result.EngineError.ShouldBeNull();
    }

    [Fact]
    public async Task A_program_that_the_image_lacks_is_the_engines_error()
    {
        var (result, _) = await RunAsync(new ContainerRun(Image, Platform, ["no-such-program"]) { Name = "absent" });

        result.ExitCode.ShouldBe(127);
        result.EngineError.ShouldNotBeNull().ShouldContain("no-such-program");
    }

    [Fact]
    public async Task Output_comes_while_the_command_runs_and_in_order()
    {
        var output = new RecordedOutput();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = Engine.RunAsync(Shell("for i in 1 2 3; do echo line $i; done; echo ready; exec sleep 600"), output, stop.Token);

        await output.SeenAsync("ready");
        running.IsCompleted.ShouldBeFalse();
        output.Lines.ShouldBe(["line 1", "line 2", "line 3", "ready"]);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task All_output_arrives_and_the_result_keeps_the_last_40_lines()
    {
        var (result, output) = await RunAsync(Shell("seq 1 2000; seq 1 10 >&2; exit 9"));

        output.Lines.Count.ShouldBe(2010);
        result.ExitCode.ShouldBe(9);
        result.Tail.Count.ShouldBe(40);
        result.Tail.ShouldBe(output.Lines.TakeLast(40));
    }

    [Fact]
    public async Task A_command_has_few_capabilities_and_gains_none()
    {
        var (_, output) = await RunAsync(Shell("grep -E 'CapEff|NoNewPrivs' /proc/self/status | tr -d '\\t '"));

        // CHOWN 0, DAC_OVERRIDE 1, FOWNER 3, FSETID 4, KILL 5, SETGID 6, SETUID 7
        output.Lines.ShouldBe(["CapEff:00000000000000fb", "NoNewPrivs:1"]);
    }

    [Fact]
    public async Task A_cache_volume_keeps_its_files_between_runs()
    {
        var volume = "springform-contract-" + Guid.NewGuid().ToString("N")[..12];
        var caches = new Dictionary<string, string> { [volume] = "/cache" };
        try
        {
            await RunAsync(Shell("echo kept > /cache/file") with { Caches = caches });
            var (_, output) = await RunAsync(Shell("cat /cache/file") with { Caches = caches });

            output.Lines.ShouldBe(["kept"]);
        }
        finally
        {
            await _under.Processes.CaptureAsync(new ProcessCommand(_under.Info.Executable, ["volume", "rm", volume]), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Another_platform_runs_under_emulation()
    {
        const string other = "linux/arm64";
        Assert.SkipUnless(Platform != other && _under.Info.Platforms.Contains(other), "this machine does not emulate arm64");

        var (result, output) = await RunAsync(new ContainerRun(BusyboxImage.Tag(other), other, ["/bin/uname", "-m"]) { Name = "arm64" });

        result.ExitCode.ShouldBe(0);
        output.Lines.ShouldBe(["aarch64"]);
    }
}
