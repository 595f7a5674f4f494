namespace Springform.Signing;

/// <summary>A file of dist/ that was replaced by a signed one.</summary>
/// <param name="Hashes">each old one, and the new one in its place</param>
internal sealed record RenewedFile((long Before, long After) SizeBytes, IReadOnlyDictionary<string, string> Hashes);
