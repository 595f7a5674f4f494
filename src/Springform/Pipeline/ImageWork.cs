using System.Collections.Concurrent;
using Springform.Cache;
using Springform.Compile;
using Springform.Errors;
using Springform.Images;
using Springform.Images.Sharing;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Joins Images and Cache: bases, recipes, tools images and builders, each made when it is needed and not there.</summary>
public sealed class ImageWork(BuildContext context)
{
    private IOutput Log => context.Run.Terminal;

    private ImageBuildSettings Settings => new(context.Options.NoCache, context.Actions.IsActive);

    private BaseImages Bases => field ??= new BaseImages(
        context.Engine,
        new RootfsCache(RootfsCache.UserFolder(context.Run.Environment), context.Options.Offline ? new OfflineMirror() : new Mmdebstrap(context.Processes, context.Run.Clock), context.Hasher, context.Run.Clock, Log),
        context.Pins,
        Log);

    // One for the run: it remembers its token, and that the registry does not answer.
    private RegistryCache? Registry => field ??= context.Registries.OpenCache() is { } client ? new RegistryCache(client, context.ToolsCache, Log) : null;

    private BuilderFetch? Shared => field ??= context.Registries.OpenBuilder() is { } client
        ? new BuilderFetch(client, context.Engine, context.Folders.Scratch, Log)
        : null;

    /// <summary>Side by side: a base from a mirror is made by one processor, and takes minutes where it is emulated.</summary>
    public Task ResolveAsync(IReadOnlyList<PlannedBase> bases, CancellationToken cancellation) => bases is [var only]
        ? Bases.ResolveAsync(only, Log, cancellation)
        : context.Legs.RunAsync(bases, planned => $"base/{planned.Id}", Bases.ResolveAsync, cancellation, "resolving");

    public Task RenewAsync(PlannedBase planned, CancellationToken cancellation) => Bases.RenewAsync(planned, Log, cancellation);

    public Task EnsureBaseAsync(PlannedBase planned, CancellationToken cancellation) => Bases.EnsureAsync(planned, Log, cancellation);

    /// <returns>how many recipes were built; the others had a verified blob, here or in the registry</returns>
    public async Task<int> BuildRecipesAsync(CancellationToken cancellation)
    {
        var missing = context.Plan.Recipes.Where(recipe => context.Work.Stored(recipe) is null).ToList();
        missing = await WithoutFetchedAsync(missing, cancellation);
        foreach (var id in missing.SelectMany(recipe => recipe.BaseIds).Distinct(StringComparer.Ordinal))
        {
            await EnsureBaseAsync(context.Plan.Base(id), cancellation);
        }

        // By platform: a recipe's platforms share the steps that fetch, so side by side both would wait for one download while the processors have nothing to do.
        await context.Legs.RunAsync([.. missing.OrderBy(recipe => recipe.Platform, StringComparer.Ordinal)], recipe => recipe.Id, BuildAsync, cancellation);
        return missing.Count;
    }

    /// <summary>The image of verified blobs, for every platform that the plan has one for.</summary>
    public async Task EnsureToolsImagesAsync(CancellationToken cancellation)
    {
        foreach (var step in context.Plan.ToolsImages)
        {
            await EnsureToolsImageAsync(step, cancellation);
        }
    }

    /// <returns>what the engine holds now; nothing for a builder that this very process runs inside of</returns>
    public async Task<IReadOnlyList<EnsuredImage>> EnsureBuildersAsync(IReadOnlyList<BuilderStep> builders, CancellationToken cancellation)
    {
        var wanted = builders.Where(builder => !InPlaceHost.IsInside(builder, context.Run.Environment)).ToList();
        var toolsImages = new ConcurrentDictionary<string, Lazy<Task>>(StringComparer.Ordinal);
        var images = new BuilderImages(context.Engine, Bases, FetchAsync, EnsureToolsOnceAsync, context.Folders.Root, context.Folders.Scratch, Log);
        if (wanted.Count <= 1)
        {
            return wanted is [var only] ? [await images.EnsureAsync(only, context.Plan, Settings, Log, cancellation)] : [];
        }

        var ensured = new ConcurrentDictionary<string, EnsuredImage>(StringComparer.Ordinal);
        _ = Shared; // made here, because the legs would each make one
        await context.Legs.RunAsync(
            wanted, builder => $"builder/{builder.Id}",
            async (builder, output, stop) => ensured[builder.Id] = await images.EnsureAsync(builder, context.Plan, Settings, output, stop),
            cancellation);
        return [.. wanted.Select(builder => ensured[builder.Id])];

        // Several builders are made from one tools image.
        Task EnsureToolsOnceAsync(ToolsImageStep step, CancellationToken stop) =>
            toolsImages.GetOrAdd(step.Id, _ => new Lazy<Task>(() => EnsureToolsImageAsync(step, stop))).Value;
    }

    private async Task<bool> FetchAsync(BuilderStep builder, CancellationToken cancellation) =>
        builder.SharedReference is not null && Shared is { } shared && await shared.FetchAsync(builder, cancellation);

    private async Task EnsureToolsImageAsync(ToolsImageStep step, CancellationToken cancellation)
    {
        var layers = step.RecipeIds.Select(context.Plan.Recipe).Select(recipe => context.ToolsCache.Find(recipe.Id, recipe.Key.Key) is { } blob
            ? new ToolsLayer(recipe.Id, blob.Path, blob.Sha256)
            : throw new SpringformException(new Problem(
                ErrorCode.MissingInput, $"the result of recipe {recipe.Id} is not in tools-cache/", $"step {step.Id}", "it is made by step ToolsImage: run again without --exclusive"))).ToList();
        await new ToolsImageBuilder(context.Engine, Log).EnsureAsync(step, layers, context.Plan.Project.Commit, cancellation);
    }

    private async Task BuildAsync(RecipeStep recipe, IOutput output, CancellationToken cancellation)
    {
        output.Line($"recipe {recipe.Id}: building, key {recipe.Key.Key.Short}");
        var builder = new RecipeBuilder(context.Engine, context.Folders.Root, context.Folders.Scratch);
        var blob = await context.ToolsCache.PutAsync(
            recipe.Id, recipe.Key.Key, (stream, token) => builder.BuildAsync(recipe, stream, Settings with { NoCache = context.Options.NoToolsCache }, output, token), cancellation);
        if (Registry is { } registry)
        {
            await registry.PushAsync(blob, cancellation);
        }
    }

    private async Task<List<RecipeStep>> WithoutFetchedAsync(List<RecipeStep> recipes, CancellationToken cancellation)
    {
        if (context.Options.NoToolsCache || recipes.Count == 0 || Registry is not { } registry)
        {
            return recipes;
        }

        var missing = new List<RecipeStep>();
        foreach (var recipe in recipes)
        {
            if (await registry.FetchAsync(recipe.Id, recipe.Key.Key, cancellation) is null)
            {
                missing.Add(recipe);
            }
        }

        return missing;
    }
}
