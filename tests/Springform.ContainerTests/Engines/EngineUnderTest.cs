using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Machine;

namespace Springform.ContainerTests.Engines;

/// <summary>
/// An engine that the contract suite runs against: started when needed, stopped by its own process. When the machine lacks it, the tests are skipped with the
/// reason; with CI=true they fail instead.
/// </summary>
public abstract class EngineUnderTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    // Held as a living run holds it: a suite that runs beside this one must not take our containers for leftovers.
    private readonly FileStream _lock;
    private int _runs;

    protected EngineUnderTest() => _lock = new FileStream(Path.Combine(_folder.Path, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

    internal abstract EngineKind Kind { get; }

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public string? Missing { get; private set; }

    /// <summary>The environment whose PATH, DOCKER_HOST and the like lead to this engine.</summary>
    internal ProcessEnvironment Environment { get; private set; } = ProcessEnvironment.Current();

    internal ProcessRunner Processes => new(Environment);

    /// <summary>Platforms of the test image: the native one, and arm64 where it is emulated.</summary>
    internal EngineInfo Info { get; private set; } = null!;

    /// <summary>An engine object of a run of its own.</summary>
    internal IContainerEngine Open(RunIdentity? identity = null, ProcessEnvironment? environment = null)
    {
        var processes = new ProcessRunner(environment ?? Environment);
        return new CommandLineEngine(LocatorFor(processes), processes, identity ?? NewRun(), TimeProvider.System);
    }

    internal RunIdentity NewRun() =>
        new($"t{System.Environment.ProcessId}x{GetHashCode():x}x{Interlocked.Increment(ref _runs)}", System.Environment.MachineName, _lock.Name, "contract");

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            Environment = await StartAsync(_folder.Path, cancellation);
            if (Missing is not null)
                return;
            Info = await LocatorFor(Processes).FindAsync(cancellation);
            foreach (var platform in Info.Platforms.Intersect(["linux/amd64", "linux/arm64"]))
                await LoadAsync(platform, cancellation);
        }
        catch (Exception error) when (error is Errors.SpringformException or MissingPackagesException)
        {
            Missing = error.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _lock.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // The packages are fetched with the machine's own environment, not with that of the engine.
    private Task LoadAsync(string platform, CancellationToken cancellation)
    {
        var image = new BusyboxImage(new ProcessRunner(ProcessEnvironment.Current()));
        return Open().LoadImageAsync((stream, token) => image.WriteAsync(platform, stream, token), cancellation);
    }

    /// <summary>Starts what has to be started, and gives the environment that leads there.</summary>
    private protected abstract Task<ProcessEnvironment> StartAsync(string folder, CancellationToken cancellation);

    /// <summary>For <see cref="StartAsync"/>: says why there is nothing to test.</summary>
    private protected ProcessEnvironment CannotStart(string reason, ProcessEnvironment environment)
    {
        Missing = reason;
        return environment;
    }

    protected virtual Task StopAsync() => Task.CompletedTask;

    internal virtual EngineLocator LocatorFor(ProcessRunner processes) => new(Kind, processes);
}
