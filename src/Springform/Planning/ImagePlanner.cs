using Springform.Config;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Recipes, tools images and builder images.</summary>
internal sealed class ImagePlanner(PlanContext context)
{
    /// <summary>2000-01-01: recipes must not depend on the commit, and zip knows no year before 1980.</summary>
    public const string RecipeEpoch = "946684800";

    private ProjectConfig Config => context.Config;

    public IReadOnlyList<RecipeStep> Recipes() =>
        Config.Tools is not { } tools
            ? []
            : [.. from recipe in tools.Recipes
                  from platform in recipe.Value.Platforms ?? tools.Platforms
                  select Recipe(tools, recipe.Key, recipe.Value, platform)];

    /// <summary>One per platform that a builder runs on; at least one when there are recipes.</summary>
    public IReadOnlyList<ToolsImageStep> ToolsImages(IReadOnlyList<RecipeStep> recipes, IReadOnlyList<string> builderPlatforms) =>
        Config.Tools is not { } tools
            ? []
            : [.. (builderPlatforms.Count > 0 ? builderPlatforms : [Config.BuildPlatform ?? tools.Platforms[0]])
                .Select((platform, index) => ToolsImage(tools, recipes, platform, index > 0))];

    /// <summary>One per base and platform that commands run on. Without a builder the base itself is the builder.</summary>
    public BuilderStep Builder(Target target, ToolsImageStep? tools, bool isOnly) =>
        SharedBuilderPlanner.Named(
            Config.Builder, Builder(BuilderStep.IdOf(target), target.Base, target.BuildPlatform, Config.Builder?.Stage, tools, isOnly));

    /// <summary>The same Dockerfile up to a stage, on the platform that artifacts run on.</summary>
    /// <param name="tools">for FROM lines of other stages</param>
    public BuilderStep Runtime(string name, string platform, string stage, ToolsImageStep? tools) =>
        Builder($"{stage}-{name}-{Platform.Of(platform).Arch}", name, platform, stage, tools, isOnly: false);

    private BuilderStep Builder(string id, string? baseName, string platform, string? stage, ToolsImageStep? tools, bool isOnly)
    {
        var builder = Config.Builder;
        var arguments = new Dictionary<string, string>(builder?.Args ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (baseName is not null)
        {
            arguments["BASE_IMAGE"] = Config.Bases[baseName].Image;
        }

        var source = builder is null ? "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n" : Text(builder.Dockerfile, "builder.dockerfile");
        var toolsReference = UsesTools(source) ? tools : null;
        if (toolsReference is not null)
        {
            arguments["TOOLS_IMAGE"] = toolsReference.Reference;
        }

        var dockerfile = Parsed(source, arguments, builder?.Dockerfile ?? "builder");
        var bases = dockerfile.Images.Where(image => image != toolsReference?.Reference)
            .Select(image => context.Bases.ForImage(image, platform)).ToList();
        var key = new KeyBuilder("builder").Add("platform", platform).Add("dockerfile", source)
            .Add("stage", stage).Add("network", (builder?.Network ?? true).ToString())
            .AddAll("arg", arguments.Where(pair => pair.Key != "TOOLS_IMAGE"))
            .Add(context.Select(builder?.Context ?? []));
        AddBases(key, bases);
        if (toolsReference is not null)
        {
            key.Add("tools image", toolsReference.Key.Key);
        }

        var step = key.Build();
        return new BuilderStep(
            id,
            platform,
            Pinned(dockerfile, bases, step),
            Reference("builder", step),
            Friendly(builder?.Image ?? $"{Config.Name}-builder", isOnly ? null : id),
            step)
        {
            Arguments = WithPins(arguments, bases),
            BaseIds = [.. bases.Select(planned => planned.Id).Distinct(StringComparer.Ordinal)],
            Tools = toolsReference,
            Stage = stage,
            Network = builder?.Network ?? true,
        };
    }

    /// <summary>E106 for an image that cannot be known before the build: it could not be pinned.</summary>
    private static DockerfileText Parsed(string source, IReadOnlyDictionary<string, string> arguments, string path)
    {
        var dockerfile = new DockerfileText(source, arguments);
        return dockerfile.Unknown.Count == 0
            ? dockerfile
            : throw new SpringformException([.. dockerfile.Unknown.Distinct(StringComparer.Ordinal).Select(image => new Problem(
                ErrorCode.UnknownReference,
                $"FROM {Quoted.Of(image)} names no image: an argument in it has no value",
                path,
                "write ARG NAME=value before the first FROM, or set it under args:"))]);
    }

    private static bool UsesTools(string dockerfile) => dockerfile.Contains("TOOLS_IMAGE", StringComparison.Ordinal);

    private RecipeStep Recipe(ToolsConfig tools, string name, RecipeConfig recipe, string platform)
    {
        var target = Platform.Of(platform);
        var buildPlatform = Config.BuildPlatform ?? platform;
        var arguments = new Dictionary<string, string>(recipe.Args, StringComparer.Ordinal)
        {
            ["TARGETARCH"] = target.Architecture,
            ["TARGETPLATFORM"] = platform,
            ["TOOL_ARCH"] = target.Kernel,
            ["SOURCE_DATE_EPOCH"] = RecipeEpoch,
        };
        if (tools.Base is not null)
        {
            arguments["BASE_IMAGE"] = Config.Bases[tools.Base].Image;
        }

        var source = Text(recipe.DockerfilePath, $"tools.recipes.{name}");
        var dockerfile = Parsed(source, arguments, recipe.DockerfilePath);
        var bases = dockerfile.Images.Select(image => context.Bases.ForImage(image, buildPlatform)).ToList();
        var key = new KeyBuilder("recipe").Add("tool", name).Add("build platform", buildPlatform)
            .Add("dockerfile", source).Add("stage", recipe.Stage).Add("network", recipe.Network.ToString())
            .AddAll("arg", arguments).Add(context.Select([recipe.Context.TrimEnd('/') + "/**"]));
        AddBases(key, bases);
        var step = key.Build();
        return new RecipeStep(name, platform, buildPlatform, recipe.Context.TrimEnd('/'), Pinned(dockerfile, bases, null), step)
        {
            Arguments = WithPins(arguments, bases),
            BaseIds = [.. bases.Select(planned => planned.Id).Distinct(StringComparer.Ordinal)],
            Stage = recipe.Stage,
            Network = recipe.Network,
        };
    }

    private ToolsImageStep ToolsImage(ToolsConfig tools, IReadOnlyList<RecipeStep> recipes, string platform, bool isFurther)
    {
        var key = new KeyBuilder("tools image");
        foreach (var recipe in recipes)
        {
            key.Add($"recipe {recipe.Id}", recipe.Key.Key);
        }

        // The platform is only metadata of the image, so all of them share the one key that a CI cache step uses.
        var step = key.Build();
        var arch = Platform.Of(platform).Arch;
        return new ToolsImageStep(
            platform,
            $"{Reference("tools", step)}-{arch}",
            Friendly(tools.Image, isFurther ? arch : null),
            [.. recipes.Select(recipe => recipe.Id)],
            step);
    }

    private static void AddBases(KeyBuilder key, IReadOnlyList<PlannedBase> bases)
    {
        foreach (var planned in bases.DistinctBy(planned => planned.Id))
        {
            if (planned.Pin is { } pin)
            {
                key.Add($"base {planned.Id}", pin.Digest);
            }
            else
            {
                key.AddPending($"base {planned.Id}", $"base {planned.Name}");
            }
        }
    }

    /// <summary>Null while a base is pending. A builder also learns its own key, so that Springform knows when it runs inside it.</summary>
    private static string? Pinned(DockerfileText dockerfile, IReadOnlyList<PlannedBase> bases, StepKey? own)
    {
        if (bases.Any(planned => planned.EngineReference is null) || own is { IsPending: true })
        {
            return null;
        }

        var text = dockerfile.WithImages(image => bases.FirstOrDefault(planned => BaseCatalog.IsSame(planned.Image, image))?.EngineReference ?? image);
        return own is null ? text : $"{text.TrimEnd('\n')}\nENV {BuilderStep.KeyVariable}={own.Key.Text}\n";
    }

    private static Dictionary<string, string> WithPins(Dictionary<string, string> arguments, IReadOnlyList<PlannedBase> bases) =>
        arguments.ToDictionary(
            pair => pair.Key,
            pair => pair.Key == "BASE_IMAGE"
                ? bases.FirstOrDefault(planned => BaseCatalog.IsSame(planned.Image, pair.Value))?.EngineReference ?? pair.Value
                : pair.Value,
            StringComparer.Ordinal);

    private string Reference(string kind, StepKey key) => $"localhost/springform/{Config.Name.ToLowerInvariant()}/{kind}:{key.Key.Short}";

    private static string Friendly(string image, string? suffix)
    {
        var tagged = PlannedBase.RepositoryOf(image) == image ? image + ":latest" : image;
        return suffix is null ? tagged : $"{tagged}-{suffix}";
    }

    private string Text(string path, string where) =>
        context.Facts.Texts.TryGetValue(path, out var text)
            ? text
            : throw new SpringformException(new Problem(ErrorCode.MissingFile, $"the Dockerfile {path} does not exist", $"springform.yaml, {where}", $"create {path}, or correct the path"));
}
