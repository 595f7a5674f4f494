using Springform.Archives.Image;
using Springform.Archives.Packages;
using Springform.Config;
using Springform.Names;

namespace Springform.Plan;

/// <summary>Where the content of an archive comes from. A new kind of archive is a new record here and a branch in <c>Pipeline.Packing</c>.</summary>
public abstract record ArtifactContent
{
    public abstract ArtifactKind Kind { get; }

    /// <summary>Who makes it, for messages about two archives of one name, where no target is named.</summary>
    public abstract string Maker { get; }
}

/// <summary>Files: outputs of commands, the work tree's files, and tools.</summary>
/// <param name="Root">the folder that holds all of the archive; null: none does</param>
/// <param name="WorkTree">the work tree's files that entries may match</param>
internal sealed record PlannedFiles(string? Root, IReadOnlyList<PlannedFile> Files, FileSet WorkTree) : ArtifactContent
{
    /// <summary>What springform.yaml says of the package: a switch of it that is on is part of the content key by itself.</summary>
    public PackageConfig Package { get; init; } = new();

    /// <summary>It serves every platform, and may hold files for other machines than its target's.</summary>
    public bool IsForAny => Package.Platform is not null;

    /// <summary>Null: what the files need is left to the systems that they run on.</summary>
    public PlannedRepair? Repair { get; init; }

    /// <summary>What the image says about itself; null: the archive is none.</summary>
    public ImageDescription? Image { get; init; }

    /// <summary>What the system package says about itself, without its scripts; null: the archive is none.</summary>
    public SystemPackage? System { get; init; }

    /// <summary>Paths of the system package's scripts.</summary>
    public IReadOnlyDictionary<PackageScript, string> Scripts { get; init; } = new Dictionary<PackageScript, string>();

    /// <summary>Names that Publish gives to the image in a registry: ghcr.io/owner/name:1.0.0.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public override ArtifactKind Kind => Image is null ? ArtifactKind.Archive : ArtifactKind.Image;

    public override string Maker => "packages";
}

/// <summary>A wheel, as its name and its content will be.</summary>
/// <param name="Name">its file name in dist/, with the policy's tag</param>
/// <param name="Pattern">glob of the wheel that the commands leave</param>
/// <param name="Extensions">modules that must be native: nvx._nvx</param>
internal sealed record PlannedWheel(WheelName Name, string Pattern, WheelPolicy Policy, PythonTag Python, IReadOnlyList<string> Extensions) : ArtifactContent
{
    /// <summary>Null: what the modules need is left to the systems that they run on.</summary>
    public PlannedRepair? Repair { get; init; }

    public override ArtifactKind Kind => ArtifactKind.Wheel;

    public override string Maker => "wheels";
}

/// <summary>The source distribution, which the commands make once for all targets.</summary>
/// <param name="Root">autobahn_nvx-1.4.0: its one folder, named as the archive (PEP 625)</param>
/// <param name="Pattern">glob of what the commands leave</param>
internal sealed record PlannedSdist(string Root, string Pattern) : ArtifactContent
{
    public override ArtifactKind Kind => ArtifactKind.SourceDistribution;

    public override string Maker => "the source distribution";
}

/// <summary>Sources and licences of every shipped tool.</summary>
internal sealed record ToolSources : ArtifactContent
{
    public override ArtifactKind Kind => ArtifactKind.Sources;

    public override string Maker => "sources";
}
