namespace Springform.Fetch;

/// <summary>Where what is fetched comes from.</summary>
internal enum FetchOrigin
{
    /// <summary>The release; where it cannot be had, the declared source build.</summary>
    Auto,
    Binary,
    Source,
}
