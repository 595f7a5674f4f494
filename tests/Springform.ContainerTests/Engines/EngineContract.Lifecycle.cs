using System.Diagnostics;
using System.Formats.Tar;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task Nothing_is_left_of_a_run_that_ended_or_failed()
    {
        var run = _under.NewRun();
        var engine = _under.Open(run);

        await engine.RunAsync(Shell("true"), new RecordedOutput(), Cancellation);
        await engine.RunAsync(Shell("exit 1"), new RecordedOutput(), Cancellation);
        await Should.ThrowAsync<InvalidDataException>(() =>
            engine.RunAsync(Shell("true") with { Inputs = (_, _) => throw new InvalidDataException("no input") }, new RecordedOutput(), Cancellation)
        );

        (await ContainersOfAsync(run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_left_of_a_cancelled_run()
    {
        var run = _under.NewRun();
        var output = new RecordedOutput();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = _under.Open(run).RunAsync(Shell("trap '' TERM INT; echo ready; while true; do sleep 1; done"), output, stop.Token);
        await output.SeenAsync("ready");
        (await ContainersOfAsync(run)).Count.ShouldBe(1);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
        (await ContainersOfAsync(run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leftovers_of_a_killed_run_are_removed_and_a_living_runs_containers_are_not()
    {
        using var folder = new TempFolder();
        var killed = _under.NewRun() with { LockPath = Path.Combine(folder.Path, "killed.lock") };
        var living = _under.NewRun() with { LockPath = Path.Combine(folder.Path, "living.lock") };
        var here = _under.NewRun() with { LockPath = Path.Combine(folder.Path, "here.lock") };
        using var locked = new FileStream(living.LockPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var ours = new FileStream(here.LockPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            await LeaveContainerAsync(living);
            await LeaveContainerAsync(here);
            using (var owner = await OwnerOfLockAsync(killed.LockPath))
            {
                await LeaveContainerAsync(killed);
                await _under.Open(here).RemoveLeftoversAsync(Cancellation);
                (await ContainersOfAsync(killed)).Count.ShouldBe(1);
                owner.Kill();
                await owner.WaitForExitAsync(Cancellation);
            }

            await _under.Open(here).RemoveLeftoversAsync(Cancellation);

            (await ContainersOfAsync(killed)).ShouldBeEmpty();
            (await ContainersOfAsync(living)).Count.ShouldBe(1);
            (await ContainersOfAsync(here)).Count.ShouldBe(1);
            var next = here with { RunId = here.RunId + "next" };
            (await _under.Open(next).RemoveLeftoversAsync(Cancellation)).ShouldNotBeEmpty();
            (await ContainersOfAsync(here)).ShouldBeEmpty();
        }
        finally
        {
            locked.Dispose();
            ours.Dispose();
            await _under.Open().RemoveLeftoversAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Runs_in_parallel_keep_apart()
    {
        var run = _under.NewRun();
        var engine = _under.Open(run);

        var outputs = await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(async number =>
                {
                    var output = new RecordedOutput();
                    var command = Shell("cat input; ls") with { Inputs = Tar.Of(("input", $"leg {number}\n"), ($"only-{number}", "")) };
                    (await engine.RunAsync(command, output, Cancellation)).ExitCode.ShouldBe(0);
                    return output.Lines;
                })
        );

        outputs.ShouldBe(Enumerable.Range(1, 4).Select(number => (IReadOnlyList<string>)[$"leg {number}", "input", $"only-{number}"]));
        (await ContainersOfAsync(run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_megabytes_stream_in_and_out()
    {
        const int sizeBytes = 100 * 1024 * 1024;
        var source = new PatternStream(sizeBytes);
        string? hash = null;
        long received = 0;
        var run = Shell("cp big copy") with
        {
            Inputs = async (stream, cancellation) =>
            {
                await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "big") { DataStream = source }, cancellation);
            },
            Outputs =
            [
                new ContainerCopy(
                    "/src/copy",
                    async (stream, cancellation) =>
                    {
                        await using var reader = new TarReader(stream);
                        var entry = (await reader.GetNextEntryAsync(copyData: false, cancellation))!;
                        received = entry.Length;
                        hash = await PatternStream.HashAsync(entry.DataStream!, cancellation);
                    }
                ),
            ],
        };

        (await RunAsync(run)).Result.ExitCode.ShouldBe(0);

        received.ShouldBe(sizeBytes);
        hash.ShouldBe(await PatternStream.HashAsync(new PatternStream(sizeBytes), Cancellation));
    }

    private async Task LeaveContainerAsync(RunIdentity run)
    {
        var lines = new CommandLines(_under.Info, run);
        var name = "springform-" + run.RunId;
        foreach (var arguments in new[] { lines.Create(Shell("sleep 600") with { WorkDirectory = "/" }, name), ["start", name] })
        {
            var result = await _under.Processes.CaptureAsync(new ProcessCommand(_under.Info.Executable, arguments), Cancellation);
            result.ExitCode.ShouldBe(0, result.Error);
        }
    }

    /// <summary>Another process that holds the lock, as a living run does.</summary>
    private static async Task<Process> OwnerOfLockAsync(string path)
    {
        var owner = Process.Start(
            new ProcessStartInfo("flock", ["--no-fork", path, "sh", "-c", "echo held; exec sleep 600"]) { RedirectStandardOutput = true }
        )!;
        (await owner.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("held");
        return owner;
    }
}
