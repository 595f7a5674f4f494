using System.Text.Json.Serialization;

namespace Springform.Report;

/// <summary>What the report takes from manifest.json; more may be in it.</summary>
internal sealed record ManifestDocument
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public IReadOnlyList<ManifestTarget> Targets { get; init; } = [];

    public IReadOnlyList<ToolFacts> Tools { get; init; } = [];

    public IReadOnlyList<ManifestArtifact> Artifacts { get; init; } = [];
}

internal sealed record ManifestTarget
{
    public required string Id { get; init; }

    public IReadOnlyList<ManifestPlace> RunsOn { get; init; } = [];

    public string? NotStarted { get; init; }
}

internal sealed record ManifestPlace
{
    public required string Base { get; init; }

    public required string Distribution { get; init; }

    public string? Glibc { get; init; }

    public IReadOnlyList<string> Started { get; init; } = [];

    public IReadOnlyList<string> Loaded { get; init; } = [];

    public IReadOnlyList<string> NotLoaded { get; init; } = [];
}

internal sealed record ManifestArtifact
{
    public required string Name { get; init; }

    public required long Size { get; init; }
}

/// <summary>Unknown members are passed over: a later release may say more.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(AbiDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
