namespace Springform.Deploy;

/// <summary>Nothing but files and the check commands.</summary>
internal sealed class NoServer : IServer
{
    public string Words => "";

    public Task ReadAsync(CancellationToken cancellation) => Task.CompletedTask;

    public string? PlaceOf(string path) => null;

    public void Require(IReadOnlyList<DeployFile> files)
    {
        // Any file may go into a container.
    }

    public IReadOnlyList<string> StepsAfter(IReadOnlyList<DeployFile> changed) => [];

    public Task TryAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation) => Task.CompletedTask;

    public bool NeedsRestart(IReadOnlyList<DeployFile> changed) => false;

    public Task WaitAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task ActivateAsync(IReadOnlyList<DeployFile> files, IReadOnlyList<DeployFile> changed, CancellationToken cancellation) => Task.CompletedTask;

    public Task ProveAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation) => Task.CompletedTask;
}
