using Springform.Config;
using Springform.Names;

namespace Springform.Plan;

/// <summary>What a package manager is told about the release: Homebrew's formula, Scoop's manifest.</summary>
/// <param name="Name">what it is installed as</param>
/// <param name="Address">of the release that its archives are downloaded from</param>
/// <param name="Archives">one for each platform, by name</param>
internal sealed record FormulaStep(
    PackageManager Manager,
    FormulaConfig Config,
    string Name,
    string Version,
    ReleaseAddress Address,
    IReadOnlyList<ReleaseArchive> Archives,
    StepKey Key
) : IStep
{
    public string Id => Manager.ToString().ToLowerInvariant();

    public string Task => "Dist";

    /// <summary>Its name in dist/.</summary>
    public string FileName => FileNameOf(Manager, Name);

    public static string FileNameOf(PackageManager manager, string name) => manager == PackageManager.Homebrew ? $"{name}.rb" : $"{name}.json";
}

/// <summary>Those whose formulas ship with Springform.</summary>
internal enum PackageManager
{
    /// <summary>macOS and Linux, amd64 and arm64.</summary>
    Homebrew,

    /// <summary>Windows.</summary>
    Scoop,
}
