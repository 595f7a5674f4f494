namespace Springform.Images;

/// <summary>How images are built in this run; none of it changes what comes out.</summary>
/// <param name="NoCache">--no-cache: the engine's layers are not reused either</param>
/// <param name="ActionsCache">on GitHub Actions: keep layers in its cache, one scope per image</param>
internal sealed record ImageBuildSettings(bool NoCache, bool ActionsCache)
{
    /// <summary>--no-tools-cache: what is stored of recipes, here and in the registry, counts for nothing.</summary>
    public bool NoToolsCache { get; init; }

    internal string? Scope(string id) => ActionsCache ? id : null;
}
