using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Faults;

/// <summary>The connection breaks.</summary>
/// <param name="AfterBytes">of the body</param>
/// <param name="AfterHandling">all is done, and only the answer does not come</param>
public sealed record Drop(long AfterBytes = 0, bool AfterHandling = false) : Fault
{
    public override long? StopsAfterBytes => AfterHandling ? null : AfterBytes;

    public override Task<Answer> AfterAsync(Answer answer, CancellationToken cancellation) => throw new DroppedException();
}
