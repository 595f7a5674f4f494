namespace Springform.Names;

/// <summary>What a release is made from.</summary>
internal enum Channel
{
    /// <summary>A tag at HEAD that people made.</summary>
    Stable,

    /// <summary>The branch's commit; a prerelease with a tag of its own, never the latest release.</summary>
    Nightly,

    /// <summary>As nightly, beside it.</summary>
    Development,
}
