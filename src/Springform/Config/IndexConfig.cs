namespace Springform.Config;

/// <summary>A package index for PublishIndex. Who uploads is said by TWINE_USERNAME and TWINE_PASSWORD in the environment.</summary>
public sealed record IndexConfig
{
    /// <summary>Address of the upload interface.</summary>
    public string Upload { get; init; } = "https://upload.pypi.org/legacy/";

    /// <summary>Address of the simple index (PEP 503, PEP 691), where what is there is looked up.</summary>
    public string Simple { get; init; } = "https://pypi.org/simple/";
}
