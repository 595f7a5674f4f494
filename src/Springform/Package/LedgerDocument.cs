using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Plan;

namespace Springform.Package;

/// <summary>dist/artifacts.json as it is written; names and nesting are part of the contract with whoever reads dist/.</summary>
internal sealed record LedgerDocument
{
    public required string Project { get; init; }

    public required string Version { get; init; }

    public required string Commit { get; init; }

    public required bool Partial { get; init; }

    public required string PlanKey { get; init; }

    public string SourceKey { get; init; } = "";

    public required IReadOnlyList<string> Passed { get; init; }

    public required IReadOnlyList<LedgerEntry> Artifacts { get; init; }

    public static LedgerDocument Of(ArtifactLedger ledger) =>
        new()
        {
            Project = ledger.Project,
            Version = ledger.Version,
            Commit = ledger.Commit,
            Partial = ledger.Partial,
            PlanKey = ledger.PlanKey,
            SourceKey = ledger.SourceKey,
            Passed = ledger.Passed,
            Artifacts = [.. ledger.Artifacts.Select(LedgerEntry.Of)],
        };

    public ArtifactLedger ToLedger() =>
        new(Project, Version, Commit, Partial, PlanKey, [.. Artifacts.Select(entry => entry.ToArtifact())]) { SourceKey = SourceKey, Passed = Passed };
}

/// <summary>One artifact of <see cref="LedgerDocument"/>.</summary>
internal sealed record LedgerEntry
{
    public required string Name { get; init; }

    public required ArtifactKind Kind { get; init; }

    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    public required string? Target { get; init; }

    public required string Producer { get; init; }

    public required string? Key { get; init; }

    /// <summary>Not in ledgers of 0.1: those are read all the same.</summary>
    public string? Floor { get; init; }

    /// <summary>Left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotStarted { get; init; }

    /// <summary>Left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BundledLibrary>? Bundled { get; init; }

    public static LedgerEntry Of(Artifact artifact) =>
        new()
        {
            Name = artifact.Name,
            Kind = artifact.Kind,
            Path = artifact.Path,
            Sha256 = artifact.Sha256,
            Size = artifact.SizeBytes,
            Target = artifact.Target,
            Producer = artifact.Producer,
            Key = artifact.Key,
            Floor = artifact.Floor,
            NotStarted = artifact.NotStarted,
            Bundled = artifact.Bundled.Count > 0 ? artifact.Bundled : null,
        };

    public Artifact ToArtifact() =>
        new(Name, Kind, Path, Sha256, Size, Target, Producer, Key)
        {
            Floor = Floor,
            NotStarted = NotStarted,
            Bundled = Bundled ?? [],
        };
}

/// <summary>Strict: an unknown, missing or doubled name is an error, and so is a null where none belongs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(ArtifactKindConverter)]
)]
[JsonSerializable(typeof(LedgerDocument))]
internal sealed partial class LedgerJson : JsonSerializerContext;

/// <summary>archive, checksum, ... as words; numbers are refused.</summary>
internal sealed class ArtifactKindConverter() : JsonStringEnumConverter<ArtifactKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
