namespace Springform.Config;

/// <summary>What a package manager is told about the release: what people read about it, and which programs it puts on their PATH.</summary>
public sealed record FormulaConfig
{
    /// <summary>What it is installed as. Default: the project's name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is, in one line.</summary>
    [Required]
    public string Description { get; init; } = "";

    /// <summary>The address of its page.</summary>
    [Required]
    public string Homepage { get; init; } = "";

    /// <summary>Its SPDX name: MIT, Apache-2.0; several with OR, or with AND, between them.</summary>
    [Required]
    public string License { get; init; } = "";

    /// <summary>
    /// Paths of the programs in each archive, without the folder that holds all of it: bin/demo, demo.exe.
    /// </summary>
    [Required]
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Globs of the archives' names. Default: every archive for a platform that the package manager is for.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];
}
