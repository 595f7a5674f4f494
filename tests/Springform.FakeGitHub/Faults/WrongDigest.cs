using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Faults;

/// <summary>The asset's digest is not that of the bytes that were sent.</summary>
public sealed record WrongDigest : Fault
{
    public override FakeAsset Stored(FakeAsset asset) => asset with { ClaimedSha256 = new string('0', 64) };
}
