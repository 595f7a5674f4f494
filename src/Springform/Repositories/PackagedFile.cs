using Springform.Archives.Packages;

namespace Springform.Repositories;

/// <summary>A system package of a release that was verified.</summary>
/// <param name="Path">full path</param>
/// <param name="Name">of the package, as its manager knows it</param>
/// <param name="Version">with its revision, as the manager compares it</param>
/// <param name="Architecture">as the format spells it</param>
/// <param name="Sha256">64 hex digits</param>
internal sealed record PackagedFile(string Path, SystemPackageFormat Format, string Name, string Version, string Architecture, long SizeBytes, string Sha256)
{
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>What no two files of a repository have alike.</summary>
    public string Identity => $"{Format} {Name} {Version} {Architecture}";

    /// <summary>A version before a release has the sign that sorts before everything.</summary>
    public bool IsPrerelease => Version.Contains('~', StringComparison.Ordinal);
}
