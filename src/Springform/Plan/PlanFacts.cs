using Springform.Names;

namespace Springform.Plan;

/// <summary>Everything outside the configuration that the plan depends on.</summary>
internal sealed record PlanFacts
{
    public required GitFacts Git { get; init; }

    /// <summary>In what the files that were hashed differ from the commit; empty: in nothing.</summary>
    public IReadOnlyList<SourceChange> Changes { get; init; } = [];

    /// <summary>What git tracks, and what is untracked but not ignored.</summary>
    public required FileSet Tree { get; init; }

    /// <summary>Files that a pattern without wildcards names although git ignores them.</summary>
    public required FileSet Named { get; init; }

    /// <summary>Texts of the Dockerfiles, of the ignore files beside them and of the version file, by path.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>What the command of version.run wrote; null: there is none.</summary>
    public string? VersionOutput { get; init; }

    /// <summary>Resolved base images, by <see cref="PinId"/>.</summary>
    public required IReadOnlyDictionary<string, BasePin> Pins { get; init; }

    /// <summary>SOURCE_DATE_EPOCH of the environment; null: the commit's date.</summary>
    public long? SourceDateEpoch { get; init; }

    /// <summary>What is released (--channel): formulas name the release's tag.</summary>
    public Channel Channel { get; init; } = Channel.Stable;

    /// <summary>
    /// Commands run on this machine and not in their builder. Nobody knows what is installed here, so that each run has a name of its own, which is in the
    /// keys: nothing is taken over from another. Null: they run in their builder.
    /// </summary>
    public string? OnHost { get; init; }

    /// <summary>What this machine is, as Docker spells it.</summary>
    public string MachinePlatform { get; init; } = "linux/amd64";

    public static string PinId(string image, string platform) => $"{image} {platform}";
}
