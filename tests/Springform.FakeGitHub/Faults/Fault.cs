using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Faults;

/// <summary>What goes wrong with a request. Each kind overrides the moment that it is about.</summary>
public abstract record Fault
{
    /// <summary>So many bytes of an upload are taken, and then <see cref="StopAsync"/> ends it; of another request before it is handled.</summary>
    public virtual long? StopsAfterBytes => null;

    /// <summary>Before the request is handled.</summary>
    /// <returns>an answer instead of handling it, or null</returns>
    public virtual Task<Answer?> BeforeAsync(CancellationToken cancellation) => Task.FromResult<Answer?>(null);

    /// <exception cref="DroppedException">always, sooner or later</exception>
    public virtual Task StopAsync(CancellationToken cancellation) => throw new DroppedException();

    /// <summary>When the request is handled, and before it is answered.</summary>
    public virtual Task<Answer> AfterAsync(Answer answer, CancellationToken cancellation) => Task.FromResult(answer);

    /// <summary>An asset whose bytes have all come.</summary>
    public virtual FakeAsset Stored(FakeAsset asset) => asset;
}
