namespace Springform.Report;

/// <summary>What is known of the last run and of dist/: the page, the summary of a CI step and --output=json show these facts and no others.</summary>
internal sealed record ReportFacts
{
    /// <summary>Of dist/, or of the run where there is no dist/.</summary>
    public required string? Project { get; init; }

    public required string? Version { get; init; }

    public required string? Commit { get; init; }

    /// <summary>Null: no run was recorded.</summary>
    public required RunFacts? Run { get; init; }

    /// <summary>Files of dist/, by name.</summary>
    public IReadOnlyList<ArtifactFacts> Artifacts { get; init; } = [];

    /// <summary>The version that sizes and ABI are compared with; null: with none.</summary>
    public string? ComparedWith { get; init; }

    /// <summary>Archives of that release that this one has not.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    public IReadOnlyList<PlaceFacts> RunsOn { get; init; } = [];

    public IReadOnlyList<NotStartedFacts> NotStarted { get; init; } = [];

    public IReadOnlyList<FloorFacts> Floors { get; init; } = [];

    public IReadOnlyList<AbiChange> AbiChanges { get; init; } = [];

    public IReadOnlyList<ToolFacts> Tools { get; init; } = [];

    public IReadOnlyList<LibraryFacts> Libraries { get; init; } = [];

    /// <summary>Archives with the sources and licences of what is shipped and was not made here.</summary>
    public IReadOnlyList<string> SourceArchives { get; init; } = [];

    /// <summary>One sentence for each thing that is not known, and how it would be.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];
}
