namespace Springform.Images;

/// <summary>A base made from a mirror: the tar of its root file system.</summary>
/// <param name="Sha256">of the file, 64 hex digits: the base's identity</param>
internal sealed record RootfsArchive(string Path, string Sha256)
{
    public string Digest => $"sha256:{Sha256}";
}
