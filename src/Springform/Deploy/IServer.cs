namespace Springform.Deploy;

/// <summary>What runs in the container and uses the files. The order of calls is the order of the members.</summary>
internal interface IServer
{
    /// <summary>For people: <c>PostgreSQL 17.6</c>; empty: nothing is known.</summary>
    string Words { get; }

    /// <summary>Waits until it is ready and asks it what it is.</summary>
    Task ReadAsync(CancellationToken cancellation);

    /// <summary>Where it looks for a file of this kind; null: that must be said.</summary>
    /// <param name="path">in the project</param>
    string? PlaceOf(string path);

    /// <summary>Refuses files that it could not use, from their bytes alone.</summary>
    void Require(IReadOnlyList<DeployFile> files);

    /// <summary>What is not done by copying alone, e.g. <c>ALTER EXTENSION ...</c>; empty: nothing is left to do.</summary>
    IReadOnlyList<string> StepsAfter(IReadOnlyList<DeployFile> changed);

    /// <summary>Tries the files in a throw-away server of the same image.</summary>
    Task TryAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation);

    bool NeedsRestart(IReadOnlyList<DeployFile> changed);

    Task WaitAsync(CancellationToken cancellation);

    /// <summary>Takes the new files into use; all or nothing.</summary>
    /// <param name="changed">those of them that were copied</param>
    Task ActivateAsync(IReadOnlyList<DeployFile> files, IReadOnlyList<DeployFile> changed, CancellationToken cancellation);

    /// <summary>After a rollback: what was there before still works.</summary>
    /// <param name="files">those that are as they were</param>
    Task ProveAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation);
}
