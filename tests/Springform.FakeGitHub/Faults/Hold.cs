using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Faults;

/// <summary>The request waits, before or after it is handled, or in the middle of its body, until the test goes on or the client is gone.</summary>
/// <param name="AfterBytes">of the body; it never goes on from there</param>
public sealed record Hold(bool AfterHandling = false, long? AfterBytes = null) : Fault
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The request is here.</summary>
    public Task Reached => reached.Task;

    public override long? StopsAfterBytes => AfterBytes;

    public void GoOn() => gone.TrySetResult();

    public override async Task StopAsync(CancellationToken cancellation)
    {
        await WaitAsync(cancellation);
        throw new DroppedException();
    }

    public override async Task<Answer?> BeforeAsync(CancellationToken cancellation)
    {
        if (!AfterHandling && AfterBytes is null)
            await WaitAsync(cancellation);
        return null;
    }

    public override async Task<Answer> AfterAsync(Answer answer, CancellationToken cancellation)
    {
        if (AfterHandling)
            await WaitAsync(cancellation);
        return answer;
    }

    private Task WaitAsync(CancellationToken cancellation)
    {
        reached.TrySetResult();
        return gone.Task.WaitAsync(cancellation);
    }
}
