using System.Security.Cryptography;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Faults;

/// <summary>The server keeps other bytes than those that were sent, of the same number.</summary>
public sealed record Damage : Fault
{
    public override FakeAsset Stored(FakeAsset asset)
    {
        using var file = new FileStream(asset.Path!, FileMode.Open, FileAccess.ReadWrite);
        var first = file.ReadByte();
        file.Position = 0;
        file.WriteByte((byte)(first ^ 1));
        file.Position = 0;
        return asset with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) };
    }
}
