using System.Collections.Concurrent;
using Springform.Cache;
using Springform.Compile;
using Springform.Engine;
using Springform.Errors;
using Springform.Files;
using Springform.Images.Sharing;
using Springform.Machine;
using Springform.Plan;
using Springform.Registry;
using Springform.Reporting;

namespace Springform.Images;

/// <summary>Bases, recipes, tools images and builders, each made when it is needed and not there.</summary>
/// <param name="toolsCache">the results of recipes, and what is shared of them</param>
/// <param name="environment">says whether this process runs inside a builder</param>
internal sealed class ImageSupply(
    IContainerEngine engine,
    BaseImages bases,
    Registries registries,
    SharedStore toolsCache,
    Legs legs,
    ProjectFolders folders,
    ProcessEnvironment environment,
    ImageBuildSettings settings,
    IOutput log
)
{
    // One for the run: it remembers its token, and that the registry does not answer.
    private BuilderFetch? Shared => field ??= registries.OpenBuilder() is { } client ? new BuilderFetch(client, engine, folders.Scratch, log) : null;

    /// <summary>Side by side: a base from a mirror is made by one processor, and takes minutes where it is emulated.</summary>
    public Task ResolveAsync(IReadOnlyList<PlannedBase> pending, CancellationToken cancellation) =>
        pending.Count == 0 ? Task.CompletedTask : legs.RunAsync(pending, planned => $"base/{planned.Id}", bases.ResolveAsync, cancellation, "resolving");

    /// <param name="recipes">those without a verified blob here</param>
    /// <returns>how many recipes were built; the others had a verified blob in the registry</returns>
    public async Task<int> BuildRecipesAsync(BuildPlan plan, IReadOnlyList<RecipeStep> recipes, CancellationToken cancellation)
    {
        var missing = settings.NoToolsCache
            ? recipes
            : await toolsCache.MissingAsync(recipes, recipe => (recipe.Id, recipe.Key.Key), (_, _, _) => Task.FromResult<string?>(null), cancellation);
        foreach (var fetched in recipes.Except(missing))
            legs.Record.Came(fetched.Task, fetched.Id, StepOrigin.Registry);
        foreach (var id in missing.SelectMany(recipe => recipe.BaseIds).Distinct(StringComparer.Ordinal))
        {
            await bases.EnsureAsync(plan.Base(id), log, cancellation);
        }

        // By platform: a recipe's platforms share the steps that fetch, so side by side both would wait for one download while the processors have nothing to
        // do.
        await legs.RunAsync([.. missing.OrderBy(recipe => recipe.Platform, StringComparer.Ordinal)], recipe => recipe.Id, BuildAsync, cancellation);
        return missing.Count;
    }

    /// <summary>The image of verified blobs, for every platform that the plan has one for.</summary>
    public async Task EnsureToolsImagesAsync(BuildPlan plan, CancellationToken cancellation)
    {
        foreach (var step in plan.ToolsImages)
        {
            await EnsureToolsImageAsync(plan, step, cancellation);
        }
    }

    /// <returns>what the engine holds now; nothing for a builder that this very process runs inside of</returns>
    public async Task<IReadOnlyList<EnsuredImage>> EnsureBuildersAsync(BuildPlan plan, IReadOnlyList<BuilderStep> builders, CancellationToken cancellation)
    {
        var wanted = builders.Where(builder => !InPlaceHost.IsInside(builder, environment)).ToList();
        var toolsImages = new ConcurrentDictionary<string, Lazy<Task>>(StringComparer.Ordinal);
        var images = new BuilderImages(engine, bases, FetchAsync, EnsureToolsOnceAsync, folders.Root, folders.Scratch, log);
        if (wanted.Count == 0)
            return [];

        var ensured = new ConcurrentDictionary<string, EnsuredImage>(StringComparer.Ordinal);
        _ = Shared; // made here, because the legs would each make one
        await legs.RunAsync(
            wanted,
            builder => $"builder/{builder.Id}",
            async (builder, output, stop) => ensured[builder.Id] = await images.EnsureAsync(builder, plan, settings, output, stop),
            cancellation
        );
        return [.. wanted.Select(builder => Noted(builder, ensured[builder.Id]))];

        // Several builders are made from one tools image.
        Task EnsureToolsOnceAsync(ToolsImageStep step, CancellationToken stop) =>
            toolsImages.GetOrAdd(step.Id, _ => new Lazy<Task>(() => EnsureToolsImageAsync(plan, step, stop))).Value;
    }

    private EnsuredImage Noted(BuilderStep builder, EnsuredImage image)
    {
        legs.Record.Came(
            builder.Task,
            builder.Id,
            image.Origin switch
            {
                ImageOrigin.Present => StepOrigin.Cache,
                ImageOrigin.Fetched => StepOrigin.Registry,
                _ => StepOrigin.Built,
            }
        );
        return image;
    }

    private async Task<bool> FetchAsync(BuilderStep builder, CancellationToken cancellation) =>
        builder.SharedReference is not null && Shared is { } shared && await shared.FetchAsync(builder, cancellation);

    private async Task EnsureToolsImageAsync(BuildPlan plan, ToolsImageStep step, CancellationToken cancellation)
    {
        var layers = step
            .RecipeIds.Select(plan.Recipe)
            .Select(recipe =>
                toolsCache.Find(recipe.Id, recipe.Key.Key) is { } blob
                    ? new ToolsLayer(recipe.Id, blob.Path, blob.Sha256)
                    : throw new SpringformException(
                        new Problem(
                            ErrorCode.MissingInput,
                            $"the result of recipe {recipe.Id} is not in tools-cache/",
                            $"step {step.Id}",
                            "it is made by step ToolsImage: run again without --exclusive"
                        )
                    )
            )
            .ToList();
        await new ToolsImageBuilder(engine, log).EnsureAsync(step, layers, plan.Project.Commit, cancellation);
    }

    private async Task BuildAsync(RecipeStep recipe, IOutput output, CancellationToken cancellation)
    {
        output.Line($"recipe {recipe.Id}: building, key {recipe.Key.Key.Short}");
        var builder = new RecipeBuilder(engine, folders.Root, folders.Scratch);
        await toolsCache.PutAsync(
            recipe.Id,
            recipe.Key.Key,
            (stream, token) => builder.BuildAsync(recipe, stream, settings with { NoCache = settings.NoToolsCache }, output, token),
            cancellation
        );
        legs.Record.Came(recipe.Task, recipe.Id, StepOrigin.Built);
    }
}
