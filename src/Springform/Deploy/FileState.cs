namespace Springform.Deploy;

/// <summary>What is at a path in the container.</summary>
/// <param name="Sha256">null: there is nothing</param>
/// <param name="Mode">as stat prints it: 644</param>
/// <param name="Owners">by number and by name: 0:0, root:root</param>
internal sealed record FileState(string? Sha256, string Mode, IReadOnlyList<string> Owners)
{
    public static FileState Absent { get; } = new(null, "", []);

    /// <summary>Content, mode and owner.</summary>
    public bool IsSameAs(DeployFile file) =>
        Sha256 == file.Sha256 && Mode.TrimStart('0') == file.Mode.TrimStart('0') && Owners.Any(owner => Fits(owner, file.Owner));

    /// <summary>A few characters of the digest, as people compare them.</summary>
    public override string ToString() => Sha256 is null ? "absent" : Short(Sha256);

    internal static string Short(string sha256) => sha256[..12];

    private static bool Fits(string owner, string wanted) => wanted.Contains(':', StringComparison.Ordinal) ? owner == wanted : owner.Split(':')[0] == wanted;
}
