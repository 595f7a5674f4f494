namespace Springform.Config;

/// <summary>Python wheels: one for each target that has a <c>python</c>, built by its commands, named, checked and tried by Springform.</summary>
public sealed record WheelsConfig
{
    /// <summary>The distribution's name; templates allowed. Default: the project's.</summary>
    public string Distribution { get; init; } = "{name}";

    /// <summary>A glob that fits the one wheel that a target's commands leave.</summary>
    public string Wheel { get; init; } = "*.whl";

    /// <summary>A glob that fits the one source distribution (.tar.gz) that a command with <c>once</c> leaves. Default: none is shipped.</summary>
    public string? Sdist { get; init; }

    /// <summary>Modules that must be native, e.g. nvx._nvx. A wheel without one of them fell back to Python and is refused.</summary>
    [Required]
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Base to policy, e.g. manylinux_2_31: what its wheels promise, and what their names say.</summary>
    [Required]
    public IReadOnlyDictionary<string, string> Policies { get; init; } = new Dictionary<string, string>();

    /// <summary>Libraries that the policy does not allow are copied from the builder into the wheel, renamed by hash. Without it they are an error.</summary>
    public bool Repair { get; init; }

    /// <summary>Bases in order of preference: of two wheels of one name the first base's is shipped. Without it that is an error.</summary>
    public IReadOnlyList<string> Prefer { get; init; } = [];

    /// <summary>Checksum files beside each wheel and the source distribution; checksums.txt is always made.</summary>
    [OneOf("md5", "sha256")]
    public IReadOnlyList<string> Checksums { get; init; } = ["sha256"];

    /// <summary>
    /// The Dockerfile stage of the builder that is a base with its Python and pip: wheels are tried there, on every base that has their Python.
    /// </summary>
    [Required]
    public string Runtime { get; init; } = "";

    /// <summary>Python to the program that runs it. Default: python3.</summary>
    public IReadOnlyDictionary<string, string> Interpreters { get; init; } = new Dictionary<string, string>();

    /// <summary>Commands that must succeed with the wheel installed, after its extensions were imported. <c>$PYTHON</c> is the interpreter.</summary>
    public IReadOnlyList<CommandLine> Test { get; init; } = [];

    /// <summary>The package index that PublishIndex uploads to. Default: PyPI.</summary>
    public IndexConfig Index { get; init; } = new();
}

/// <summary>
/// A package index for PublishIndex. Who uploads is said by TWINE_USERNAME and TWINE_PASSWORD in the environment, or by the identity of the CI job.
/// </summary>
public sealed record IndexConfig
{
    private const string PyPi = "https://upload.pypi.org/legacy/";
    private const int PyPiLimit = 100;

    /// <summary>Address of the upload interface.</summary>
    public string Upload { get; init; } = PyPi;

    /// <summary>MiB that the index takes of one file. Default: 100 for PyPI, which grants projects more, and none for others.</summary>
    public int? FileLimit { get; init; }

    /// <summary>Address of the simple index (PEP 503, PEP 691), where what is there is looked up.</summary>
    public string Simple { get; init; } = "https://pypi.org/simple/";

    /// <summary>MiB; null: not known.</summary>
    internal int? EffectiveFileLimit() => FileLimit ?? (Upload == PyPi ? PyPiLimit : null);
}
