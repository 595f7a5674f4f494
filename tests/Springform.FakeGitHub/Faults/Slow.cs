using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Faults;

/// <summary>The answer comes late.</summary>
public sealed record Slow(TimeSpan Time) : Fault
{
    public override async Task<Answer?> BeforeAsync(CancellationToken cancellation)
    {
        await Task.Delay(Time, cancellation);
        return null;
    }
}
