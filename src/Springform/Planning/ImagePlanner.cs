using System.Globalization;
using Springform.Config;
using Springform.Config.Validation;
using Springform.Errors;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Planning.Dockerfiles;

namespace Springform.Planning;

/// <summary>Recipes, tools images and builder images.</summary>
internal sealed class ImagePlanner(PlanContext context)
{
    // Recipes must not depend on the commit.
    private static readonly string RecipeEpoch = Epoch.Neutral.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Without a builder of its own a project is compiled in the base; the image knows its key, so that Springform knows when it runs inside it.
    /// </summary>
    private const string BaseAsBuilder =
        "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nARG " + BuildArgument.BuilderKey + "\nENV " + BuildArgument.BuilderKey + "=$" + BuildArgument.BuilderKey + "\n";

    private ProjectConfig Config => context.Config;

    /// <summary>Without those whose Dockerfile cannot be planned: their problems are the context's then.</summary>
    public IReadOnlyList<RecipeStep> Recipes() =>
        Config.Tools is not { } tools
            ? []
            :
            [
                .. (
                    from recipe in tools.Recipes
                    from platform in recipe.Value.Platforms ?? tools.Platforms
                    select context.Collect(() => Recipe(tools, recipe.Key, recipe.Value, platform))
                ).OfType<RecipeStep>(),
            ];

    /// <summary>One per platform that a builder runs on; at least one when there are recipes.</summary>
    public IReadOnlyList<ToolsImageStep> ToolsImages(IReadOnlyList<RecipeStep> recipes, IReadOnlyList<string> builderPlatforms) =>
        Config.Tools is not { } tools
            ? []
            :
            [
                .. (builderPlatforms.Count > 0 ? builderPlatforms : [Config.BuildPlatform ?? tools.Platforms[0]]).Select(
                    (platform, index) => ToolsImage(tools, recipes, platform, index > 0)
                ),
            ];

    /// <summary>One per base and platform that commands run on. Without a builder the base itself is the builder.</summary>
    public BuilderStep Builder(Target target, ToolsImageStep? tools, bool isOnly) =>
        SharedBuilderPlanner.Named(Config.Builder, Builder(BuilderStep.IdOf(target), target.Base, target.BuildPlatform, Config.Builder?.Stage, tools, isOnly));

    /// <summary>The same Dockerfile up to a stage, on the platform that artifacts run on.</summary>
    /// <param name="tools">for FROM lines of other stages</param>
    public BuilderStep Runtime(string name, string platform, string stage, ToolsImageStep? tools) =>
        Builder($"{stage}-{name}-{Platform.Of(platform).Arch}", name, platform, stage, tools, isOnly: false) with
        {
            Task = "TestWheels",
            BuildOn = null,
        };

    private BuilderStep Builder(string id, string? baseName, string platform, string? stage, ToolsImageStep? tools, bool isOnly)
    {
        var builder = Config.Builder;
        var arguments = new Dictionary<string, string>(builder?.Args ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (baseName is not null)
        {
            arguments["BASE_IMAGE"] = Config.Bases[baseName].Image;
        }

        if (builder?.From is not null)
        {
            arguments["RUNTIME_IMAGE"] = PlannedBase.RuntimeImage;
        }

        if (tools is not null)
        {
            arguments["TOOLS_IMAGE"] = tools.Reference;
        }

        var on = Platform.Of(platform);
        var dockerfile = builder is null ? new Dockerfile(BaseAsBuilder) : context.BuildFiles.Dockerfile(builder.Dockerfile, "builder.dockerfile");
        var build = new DockerfileBuild(
            dockerfile,
            builder?.Dockerfile ?? "builder",
            new BuildRequest(
                on,
                on,
                stage,
                stage == builder?.Stage ? "springform.yaml, builder.stage" : "springform.yaml, wheels.runtime",
                arguments,
                name => IsImage(name) || name == tools?.Reference
            )
        );
        var usedTools = build.Declares("TOOLS_IMAGE") ? tools : null;
        if (usedTools is null)
        {
            arguments.Remove("TOOLS_IMAGE");
        }

        RequireRuntime(builder, build);
        AddDeclared(arguments, build, PlatformArguments.Of(on, on));
        var bases = Bases(build, usedTools?.Reference);
        var key = new KeyBuilder("builder")
            .Add("platform", platform)
            .Add("dockerfile", dockerfile.Text)
            .Add("stage", stage)
            .Add("network", (builder?.Network ?? true).ToString())
            .AddAll("arg", arguments.Where(pair => pair.Key != "TOOLS_IMAGE"))
            .Add(BuilderContext(builder));
        AddBases(key, bases);
        if (usedTools is not null)
        {
            key.Add("tools image", usedTools.Key.Key);
        }

        var step = key.Build();
        if (build.Declares(BuildArgument.BuilderKey) && !step.IsPending)
        {
            arguments[BuildArgument.BuilderKey] = step.Key.Text;
        }

        return new BuilderStep(
            id,
            platform,
            step.IsPending ? null : Pinned(build, bases),
            Reference("builder", step),
            Friendly(builder?.Image ?? $"{Config.Name}-builder", isOnly ? null : id),
            step
        )
        {
            Arguments = WithPins(arguments, bases),
            BaseIds = [.. bases.Select(planned => planned.Id).Distinct(StringComparer.Ordinal)],
            Tools = usedTools,
            Stage = build.Stage,
            Network = builder?.Network ?? true,
            BuildOn = builder?.BuildOn,
            Timeout = builder is null ? RunLimits.DefaultTimeout : RunLimits.ParseTimeout(builder.Timeout)!.Value,
        };
    }

    private void RequireRuntime(BuilderConfig? builder, DockerfileBuild build)
    {
        if (builder?.From is not null && build.Images.All(use => use.Image != PlannedBase.RuntimeImage))
            context.Problems.Add(
                new Problem(
                    ErrorCode.MissingKey,
                    $"builder.from names a container, and {builder.Dockerfile} is not made from its image",
                    "springform.yaml, builder.from",
                    "begin it with: ARG RUNTIME_IMAGE, and FROM ${RUNTIME_IMAGE}; or remove from"
                )
            );
    }

    private FileSet BuilderContext(BuilderConfig? builder) =>
        builder is null ? FileSet.Empty : context.BuildFiles.WithoutIgnored(context.Select(builder.Context), builder.Dockerfile, "").Files;

    private static bool IsImage(string name) => name.Length <= Patterns.MaxImageLength && Patterns.Image().IsMatch(name);

    /// <summary>What the stages of a build need, but for the tools image; the reader of the Dockerfile too.</summary>
    private List<PlannedBase> Bases(DockerfileBuild build, string? toolsReference) =>
        [
            .. build.Images.Where(use => use.Image != toolsReference).Select(use => context.Bases.ForImage(use.Image, use.Platform)),
            .. build.Frontend is { } frontend ? [context.Bases.Frontend(frontend)] : Array.Empty<PlannedBase>(),
        ];

    /// <summary>Every engine gets the same values, also one that would say another platform; what is not declared is not passed.</summary>
    private static void AddDeclared(Dictionary<string, string> arguments, DockerfileBuild build, IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given.Where(pair => build.Declares(pair.Key)))
        {
            arguments.TryAdd(name, value);
        }
    }

    private RecipeStep Recipe(ToolsConfig tools, string name, RecipeConfig recipe, string platform)
    {
        var target = Platform.Of(platform);
        var buildPlatform = Config.BuildPlatform ?? platform;
        var arguments = new Dictionary<string, string>(recipe.Args, StringComparer.Ordinal)
        {
            ["TOOL_ARCH"] = target.Kernel,
            ["SOURCE_DATE_EPOCH"] = RecipeEpoch,
        };
        arguments.TryAdd("TARGETARCH", target.Architecture);
        arguments.TryAdd("TARGETPLATFORM", platform);
        if (tools.Base is not null)
        {
            arguments["BASE_IMAGE"] = Config.Bases[tools.Base].Image;
        }

        var folder = recipe.Context.TrimEnd('/');
        var dockerfile = context.BuildFiles.Dockerfile(recipe.DockerfilePath, $"tools.recipes.{name}");
        var build = new DockerfileBuild(
            dockerfile,
            recipe.DockerfilePath,
            new BuildRequest(Platform.Of(buildPlatform), target, recipe.Stage, $"springform.yaml, tools.recipes.{name}.stage", arguments, IsImage)
        );
        AddDeclared(arguments, build, PlatformArguments.Of(Platform.Of(buildPlatform), target));
        var bases = Bases(build, null);
        var key = new KeyBuilder("recipe")
            .Add("tool", name)
            .Add("build platform", buildPlatform)
            .Add("dockerfile", dockerfile.Text)
            .Add("stage", recipe.Stage)
            .Add("network", recipe.Network.ToString())
            .AddAll("arg", arguments)
            .Add(context.BuildFiles.WithoutIgnored(context.Select([folder + "/**"]), recipe.DockerfilePath, folder == "." ? "" : folder).Files);
        AddBases(key, bases);
        var step = key.Build();
        return new RecipeStep(name, platform, buildPlatform, folder, Pinned(build, bases), step)
        {
            Arguments = WithPins(arguments, bases),
            BaseIds = [.. bases.Select(planned => planned.Id).Distinct(StringComparer.Ordinal)],
            Stage = build.Stage,
            Network = recipe.Network,
            Timeout = RunLimits.ParseTimeout(recipe.Timeout)!.Value,
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
            step
        );
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

    /// <summary>Null while a base is pending.</summary>
    private static string? Pinned(DockerfileBuild build, IReadOnlyList<PlannedBase> bases)
    {
        if (bases.Any(planned => planned.EngineReference is null))
        {
            return null;
        }

        return build.Write(
            use =>
                bases.FirstOrDefault(planned => BaseCatalog.IsSame(planned.Image, use.Image) && planned.Platform == use.Platform)?.EngineReference ?? use.Image,
            frontend => bases.First(planned => BaseCatalog.IsSame(planned.Image, frontend)).EngineReference!
        );
    }

    private static Dictionary<string, string> WithPins(Dictionary<string, string> arguments, IReadOnlyList<PlannedBase> bases) =>
        arguments.ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Key is "BASE_IMAGE" or "RUNTIME_IMAGE"
                    ? bases.FirstOrDefault(planned => BaseCatalog.IsSame(planned.Image, pair.Value))?.EngineReference ?? pair.Value
                    : pair.Value,
            StringComparer.Ordinal
        );

    private string Reference(string kind, StepKey key) => $"localhost/springform/{Config.Name.ToLowerInvariant()}/{kind}:{key.Key.Short}";

    private static string Friendly(string image, string? suffix)
    {
        var tagged = PlannedBase.RepositoryOf(image) == image ? image + ":latest" : image;
        return suffix is null ? tagged : $"{tagged}-{suffix}";
    }
}
