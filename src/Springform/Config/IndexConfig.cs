namespace Springform.Config;

/// <summary>A package index for PublishIndex. Who uploads is said by TWINE_USERNAME and TWINE_PASSWORD in the environment.</summary>
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
