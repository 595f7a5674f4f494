using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Archives.Image;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>Derives the tools image from the recipes' results: each is a layer. Nothing is compiled or run for it.</summary>
/// <param name="log">one line: made, or present</param>
internal sealed class ToolsImageBuilder(IContainerEngine engine, IOutput log)
{
    /// <summary>Has the engine hold the image of exactly these layers, and moves the friendly tag onto it. E404 when two recipes ship one program.</summary>
    /// <param name="layers">one per recipe of the step, verified</param>
    /// <param name="commit">what is built; for a label</param>
    public async Task<EnsuredImage> EnsureAsync(ToolsImageStep step, IReadOnlyList<ToolsLayer> layers, string commit, CancellationToken cancellation)
    {
        if (!step.RecipeIds.SequenceEqual(layers.Select(layer => layer.RecipeId)))
            throw new ArgumentException($"{step.Id} is made of {string.Join(", ", step.RecipeIds)}", nameof(layers));
        var digest = Digest(layers);
        var present = await engine.InspectImageAsync(step.Reference, cancellation);
        var isCurrent =
            present is not null
            && present.Labels.GetValueOrDefault(ImageLabels.Key) == step.Key.Key.Text
            && present.Labels.GetValueOrDefault(ImageLabels.Layers) == digest;
        if (!isCurrent)
        {
            await LoadAsync(step, layers, digest, commit, cancellation);
            present =
                await engine.InspectImageAsync(step.Reference, cancellation)
                ?? throw new InvalidOperationException($"{step.Reference} was loaded, but the engine does not know it");
        }

        await engine.TagImageAsync(step.Reference, step.FriendlyTag, cancellation);
        log.Line($"{step.Id}: {step.FriendlyTag} {(isCurrent ? "is present" : "assembled")} ({Counted.Of(layers.Count, "recipe")}, key {step.Key.Key.Short})");
        return new EnsuredImage(step.Reference, present!.Id, isCurrent ? ImageOrigin.Present : ImageOrigin.Built);
    }

    private async Task LoadAsync(ToolsImageStep step, IReadOnlyList<ToolsLayer> layers, string digest, string commit, CancellationToken cancellation)
    {
        RequireDistinctPrograms(step, layers, cancellation);
        var labels = new Dictionary<string, string>
        {
            [ImageLabels.Key] = step.Key.Key.Text,
            [ImageLabels.Layers] = digest,
            [ImageLabels.Commit] = commit,
        };
        await LayeredImage.LoadAsync(
            engine,
            step.Reference,
            step.Platform,
            [.. layers.Select(layer => new ImageLayer(layer.Path, layer.Sha256))],
            labels,
            cancellation
        );
    }

    // In the image a later layer would hide the earlier one's file without a word.
    private static void RequireDistinctPrograms(ToolsImageStep step, IReadOnlyList<ToolsLayer> layers, CancellationToken cancellation)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var program in Programs(layer.Path, cancellation))
            {
                if (owners.TryAdd(program, layer.RecipeId))
                    continue;
                throw new SpringformException(
                    new Problem(
                        ErrorCode.RecipeContents,
                        $"{program} comes from two recipes: {owners[program]} and {layer.RecipeId}",
                        step.Id,
                        "give one of the two programs another name, or drop one"
                    )
                );
            }
        }
    }

    private static IEnumerable<string> Programs(string path, CancellationToken cancellation) =>
        TarIndex
            .Read(path, cancellation)
            .Select(entry => entry.Item)
            .Where(item => item.Kind != ArchiveEntryKind.Directory && item.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(item => item.Path);

    private static string Digest(IEnumerable<ToolsLayer> layers) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', layers.Select(layer => layer.Sha256)))));
}
