namespace Springform.Init;

/// <summary>A first configuration for a repository, as far as its files tell.</summary>
internal sealed record Draft
{
    /// <summary>What it was made from, for people, e.g. "go.mod".</summary>
    public required string From { get; init; }

    /// <summary>As the project calls itself; null: it does not say, or not in one word.</summary>
    public string? Name { get; init; }

    /// <summary>The value of <c>version</c>; null: from tags.</summary>
    public string? Version { get; init; }

    /// <summary>Debian packages of the builder.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Debian packages of a stage <c>runtime</c> below the builder, in which wheels are tried; empty: there is none.</summary>
    public IReadOnlyList<string> RuntimePackages { get; init; } = [];

    /// <summary>Packages or images of which a Dockerfile must have one to be a builder for this.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Further lines of the builder's Dockerfile.</summary>
    public IReadOnlyList<string> BuilderLines { get; init; } = [];

    /// <summary>A stage of a Dockerfile that is there, which serves as the builder; null: builder/Dockerfile is written.</summary>
    public FoundBuilder? Builder { get; init; }

    /// <summary>Files that the builder's Dockerfile copies.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>One command line of a shell.</summary>
    public required string Run { get; init; }

    /// <summary>Environment of the command, as a YAML flow mapping's content; empty: none.</summary>
    public string Environment { get; init; } = "";

    /// <summary>What the command needs besides in a builder that was not written for it, likewise.</summary>
    public string EnvironmentElsewhere { get; init; } = "";

    /// <summary>Globs of what the command writes.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>A word on the outputs where they could not be known; null: they are.</summary>
    public string? OutputsComment { get; init; }

    /// <summary>What of the outputs is shipped, each as an entry of <c>files</c>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Instead of archives; null: archives.</summary>
    public WheelDraft? Wheels { get; init; }

    public IReadOnlyList<TargetDraft> Targets { get; init; } = [new("x86_64", "linux/amd64")];

    /// <summary>Commands for all targets run on linux/amd64.</summary>
    public bool CrossCompiles { get; init; }

    /// <summary>The suite of Debian that it is built and tried on: bookworm or trixie.</summary>
    public string Suite { get; init; } = "bookworm";

    /// <summary>Its programs need no C library.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Why nothing of it is started; null: programs are started and libraries are loaded.</summary>
    public string? SmokeSkip { get; init; }

    /// <summary>How programs are started, each a command line of a shell; empty: with --version.</summary>
    public IReadOnlyList<string> SmokeRuns { get; init; } = [];

    /// <summary>The project is released on GitHub already.</summary>
    public bool IsReleased { get; init; }

    /// <summary>What a reader should know, as whole sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same with one more note.</summary>
    public Draft Noting(string note) => this with { Notes = [.. Notes, note] };
}
