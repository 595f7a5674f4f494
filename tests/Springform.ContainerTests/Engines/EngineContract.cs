using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

/// <summary>
/// What every engine has to do, in the same words for docker with and without buildx and for podman. Its parts are the other files of this class.
/// </summary>
public abstract partial class EngineContract : IAsyncLifetime
{
    private readonly EngineUnderTest _under;
    private readonly TempFolder _folder = new();

    protected EngineContract(EngineUnderTest under) => _under = under;

    private IContainerEngine Engine { get; set; } = null!;

    private string Platform => _under.Info.NativePlatform;

    private string Image => BusyboxImage.Tag(Platform);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        if (_under.Missing is { } reason)
        {
            Assert.SkipUnless(_under.Environment["CI"] == "true", reason);
            Assert.Fail(reason);
        }

        Engine = _under.Open();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private ContainerRun Shell(string script) => new(Image, Platform, ["/bin/sh", "-c", script]) { Name = "contract" };

    private async Task<(ContainerResult Result, RecordedOutput Output)> RunAsync(ContainerRun run)
    {
        var output = new RecordedOutput();
        return (await Engine.RunAsync(run, output, Cancellation), output);
    }

    /// <summary>Containers of a run that the engine still has.</summary>
    private async Task<IReadOnlyList<string>> ContainersOfAsync(RunIdentity run)
    {
        var result = await _under.Processes.CaptureAsync(
            new ProcessCommand(_under.Info.Executable, ["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label=springform.run={run.RunId}"]),
            Cancellation
        );
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
