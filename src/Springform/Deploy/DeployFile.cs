namespace Springform.Deploy;

/// <summary>One file of this build and its place in the container.</summary>
/// <param name="Path">absolute, in the container</param>
/// <param name="HostPath">where its content lies here</param>
/// <param name="Mode">0644</param>
/// <param name="Owner">USER or USER:GROUP, names or numbers</param>
internal sealed record DeployFile(string Path, string HostPath, string Sha256, string Mode, string Owner)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path[..Path.LastIndexOf('/')];

    public bool IsLibrary => Name.EndsWith(".so", StringComparison.Ordinal);
}
