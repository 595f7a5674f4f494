using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Faults;

/// <summary>All bytes came, and the asset stays <c>starter</c> and empty for ever.</summary>
public sealed record StuckInStarter : Fault
{
    public override FakeAsset Stored(FakeAsset asset) => asset with { State = "starter", Size = 0, Sha256 = null };
}
