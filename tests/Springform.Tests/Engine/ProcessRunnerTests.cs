using System.Diagnostics;
using System.Text;
using Springform.Machine;

namespace Springform.Tests.Engine;

public sealed class ProcessRunnerTests
{
    private readonly ProcessRunner _processes = new(ProcessEnvironment.Current());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["", "a b", "\"", "'", "$HOME", "\\", "ä"];

        var result = await _processes.CaptureAsync(Shell("printf '%s\\n' \"$@\"", arguments), Cancellation);

        result.Output.ShouldBe(string.Concat(arguments.Select(argument => argument + "\n")));
    }

    [Fact]
    public async Task Both_outputs_and_the_exit_code_come_back()
    {
        var result = await _processes.CaptureAsync(Shell("echo out; echo one >&2; echo two >&2; exit 7"), Cancellation);

        result.ShouldBe(new ProcessResult(7, "out\n", "one\ntwo\n"));
        result.LastWords.ShouldBe("two");
    }

    [Fact]
    public async Task The_environment_is_the_given_one_with_the_commands_changes()
    {
        var processes = new ProcessRunner(new ProcessEnvironment(new Dictionary<string, string> { ["KEPT"] = "1", ["GONE"] = "1" }));

        var result = await processes.CaptureAsync(
            new ProcessCommand("/usr/bin/env", [])
            {
                Environment = new Dictionary<string, string?> { ["GONE"] = null, ["NEW"] = "a b" },
            },
            Cancellation
        );

        result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["KEPT=1", "NEW=a b"], ignoreOrder: true);
    }

    [Fact]
    public async Task Bytes_stream_through_unchanged()
    {
        var bytes = Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7 >> 3)).ToArray();
        using var received = new MemoryStream();

        var exitCode = await _processes.RunAsync(
            new ProcessCommand("cat", [])
            {
                Input = async (stream, cancellation) => await stream.WriteAsync(bytes, cancellation),
                Output = (stream, cancellation) => stream.CopyToAsync(received, cancellation),
            },
            Cancellation
        );

        exitCode.ShouldBe(0);
        received.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_program_that_does_not_read_its_input_is_no_error()
    {
        var exitCode = await _processes.RunAsync(
            Shell("exit 3") with
            {
                Input = async (stream, cancellation) => await stream.WriteAsync(new byte[10_000_000], cancellation),
            },
            Cancellation
        );

        exitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_failing_writer_ends_the_program_and_is_the_error()
    {
        var error = await Should.ThrowAsync<InvalidDataException>(() =>
            _processes
                .RunAsync(Shell("sleep 600") with { Input = (_, _) => throw new InvalidDataException("bad input") }, Cancellation)
                .WaitAsync(TimeSpan.FromMinutes(1), Cancellation)
        );

        error.Message.ShouldBe("bad input");
    }

    [Fact]
    public async Task Cancelling_asks_first_and_the_program_can_clean_up()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var folder = Directory.CreateTempSubdirectory("springform-").FullName;
        var mark = Path.Combine(folder, "cleaned");
        var command = Shell("trap 'touch \"$1\"; exit 0' TERM; echo ready; while true; do sleep 0.1; done", mark);

        await Should.ThrowAsync<OperationCanceledException>(() => _processes.RunAsync(command with { OutputLine = _ => stop.Cancel() }, stop.Token));

        File.Exists(mark).ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_program_that_ignores_SIGTERM_is_killed_after_the_grace()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var processId = 0;
        var command = Shell("trap '' TERM; echo $$; while true; do sleep 0.1; done") with
        {
            Grace = TimeSpan.FromMilliseconds(100),
            OutputLine = line =>
            {
                processId = int.Parse(line);
                stop.Cancel();
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _processes.RunAsync(command, stop.Token));

        Should.Throw<ArgumentException>(() => Process.GetProcessById(processId));
    }

    [Fact]
    public async Task What_a_program_started_is_killed_with_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var child = 0;
        var command = Shell("trap '' TERM; sleep 300 & echo $!; wait") with
        {
            Grace = TimeSpan.FromMilliseconds(100),
            OutputLine = line =>
            {
                child = int.Parse(line);
                stop.Cancel();
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _processes.RunAsync(command, stop.Token));

        SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_child_is_in_a_session_of_its_own()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid"), "no setsid here");

        var result = await _processes.CaptureAsync(Shell("cut -d' ' -f1,6 /proc/self/stat; echo $$"), Cancellation);

        var session = result.Output.Split('\n')[0].Split(' ')[1];
        session.ShouldBe(result.Output.Split('\n')[1]);
    }

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("10%\r20%\rdone\n", "10%|20%|done")]
    [InlineData("\n\nx", "||x")]
    public async Task Lines_end_as_terminals_end_them(string text, string lines)
    {
        var seen = new List<string>();
        await LineReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), seen.Add, Secrets.None, Cancellation);

        string.Join('|', seen).ShouldBe(lines);
    }

    [Fact]
    public async Task Output_without_line_breaks_comes_in_pieces()
    {
        var seen = new List<string>();
        await LineReader.ReadAsync(new MemoryStream(new byte[LineReader.MaximumLength * 3]), seen.Add, Secrets.None, Cancellation);

        seen.Count.ShouldBe(3);
    }

    // A zombie has ended, and waits for its parent to ask how.
    private static bool IsRunning(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].TrimStart()[0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ProcessCommand Shell(string script, params string[] arguments) => new("/bin/sh", ["-c", script, "sh", .. arguments]);
}
