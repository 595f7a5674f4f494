namespace Springform.Config.Switches;

/// <summary>An environment variable that is read beside those of the switches; other tools set them too.</summary>
internal sealed record EnvironmentVariable(string Name, string Description, string Tasks)
{
    public const string SkipToolsCache = "SKIP_TOOLS_CACHE";
    public const string ToolsCacheHit = "TOOLS_CACHE_HIT";
    public const string ForceCopy = "FORCE_COPY";
    public const string ExtensionVersion = "EXT_VERSION_OVERRIDE";
    public const string BuildInContainer = "BUILD_IN_CONTAINER";
    public const string NoColor = "NO_COLOR";

    /// <summary>Those that <see cref="OptionReader"/> reads.</summary>
    public static IReadOnlyList<EnvironmentVariable> Rows { get; } =
    [
        new(SkipToolsCache, "`1`: build the recipes again and refresh their cache, as --no-cache does for all.", "ToolsImage"),
        new(ToolsCacheHit, "`true`: a CI cache action restored tools-cache/; it is verified all the same.", "ToolsImage"),
        new(ForceCopy, "`1`: copy files into the container that are there already too.", "Deploy, DeployPlan"),
        new(
            ExtensionVersion,
            "The version of the extension to install, instead of the one that springform.yaml or its control file names.",
            "Deploy, DeployPlan"
        ),
        new(
            BuildInContainer,
            "`false`: run the commands of `compile` and `test` on this machine instead of in the builder, each time anew.",
            "Deploy, DeployPlan"
        ),
        new(NoColor, "Not empty: no colours.", "all"),
    ];
}
