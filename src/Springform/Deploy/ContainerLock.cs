using Springform.Errors;
using Springform.Machine;

namespace Springform.Deploy;

/// <summary>
/// One deploy at a time in a container, from whatever machine: flock(1) on the container's root folder, held by a shell that waits for the end of its input.
/// When the holder dies its input ends, so no lock outlives its deploy, and there is no lock file to be left.
/// </summary>
internal sealed class ContainerLock : IAsyncDisposable
{
    private const int Busy = 75;

    // A folder that every container has can be locked without writing to it.
    private static readonly string Script = $"exec 9</ && flock -n 9 || exit {Busy}; echo held; cat >/dev/null";

    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<ProcessResult> holder = null!;

    /// <exception cref="SpringformException">E644 another deploy holds it</exception>
    public static async Task<ContainerLock> AcquireAsync(TargetContainer container, CancellationToken cancellation)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mine = new ContainerLock();
        // Not cancelled with the run: a rollback needs it too.
        mine.holder = container.HoldAsync(Script, (_, _) => mine.released.Task, _ => held.TrySetResult(), CancellationToken.None);
        if (await Task.WhenAny(held.Task, mine.holder).WaitAsync(cancellation) == held.Task)
            return mine;
        var ended = await mine.holder;
        throw new SpringformException(
            ended.ExitCode == Busy
                ? new Problem(
                    ErrorCode.DeployBusy,
                    $"another deploy is at work in the container {container.Name}",
                    $"container {container.Name}",
                    "wait until it ends, then run the same command again"
                )
                : new Problem(
                    ErrorCode.DeployFailed,
                    $"the container {container.Name} could not be locked",
                    $"container {container.Name}",
                    "read the container's own words below"
                )
                {
                    Details = [ended.LastWords],
                }
        );
    }

    public async ValueTask DisposeAsync()
    {
        released.TrySetResult();
        try
        {
            await holder;
        }
        catch (SpringformException)
        {
            // The container is gone, and its lock with it; whoever worked in it has said so.
        }
    }
}
