namespace Springform.Report;

/// <summary>What the report takes from abi.json; more may be in it.</summary>
internal sealed record AbiDocument
{
    public IReadOnlyList<AbiArtifact> Artifacts { get; init; } = [];
}

internal sealed record AbiArtifact
{
    public required string Name { get; init; }

    public string? Target { get; init; }

    public string? Policy { get; init; }

    /// <summary>Null: no ELF file is in it.</summary>
    public string? Floor { get; init; }

    public string? LowestGlibc { get; init; }

    public string? SetBy { get; init; }

    public IReadOnlyList<AbiElfFile> Files { get; init; } = [];
}

internal sealed record AbiElfFile
{
    public required string Path { get; init; }

    public string? Soname { get; init; }

    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Versions that it offers to others.</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    public IReadOnlyList<AbiNeed> Needs { get; init; } = [];

    public string? LowestGlibc { get; init; }
}

internal sealed record AbiNeed
{
    public required string Library { get; init; }

    public required string Version { get; init; }

    public bool Weak { get; init; }

    /// <summary>A few of them.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    public int SymbolCount { get; init; }
}
