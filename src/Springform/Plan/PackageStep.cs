namespace Springform.Plan;

/// <summary>One archive for one target.</summary>
/// <param name="Archive">its file name in dist/</param>
public sealed record PackageStep(string Archive, Target Target, StepKey Key)
{
    public string? Root { get; init; }

    /// <summary>It serves every platform, and may hold files for other machines than its target's.</summary>
    public bool IsForAny { get; init; }

    public required IReadOnlyList<PlannedFile> Files { get; init; }

    /// <summary>The work tree's files that entries may match.</summary>
    public required FileSet WorkTree { get; init; }

    /// <summary>Command steps whose outputs are packed, in order.</summary>
    public required IReadOnlyList<string> CommandIds { get; init; }

    /// <summary>Commands that must have succeeded before.</summary>
    public required IReadOnlyList<string> TestIds { get; init; }

    /// <summary>Recipes of the target's platform that are packed.</summary>
    public required IReadOnlyList<string> RecipeIds { get; init; }

    /// <summary>The archive is a wheel that the target's commands made; null for one that is packed from files.</summary>
    public PlannedWheel? Wheel { get; init; }

    /// <summary>Null: what the files need is left to the systems that they run on.</summary>
    public PlannedRepair? Repair { get; init; }

    public required IReadOnlyList<ChecksumFile> Checksums { get; init; }

    public string Id => $"package/{Archive}";
}
