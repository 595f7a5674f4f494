using System.Security.Cryptography;

namespace Springform.FakeIndex;

/// <summary>One file as it was uploaded, with all fields of its form.</summary>
public sealed record FakeUpload(string Name, IReadOnlyDictionary<string, string[]> Fields, byte[] Content)
{
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));
}
