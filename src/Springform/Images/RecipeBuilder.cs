using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// Builds one recipe and gives its result as one canonical tar: sorted, owner 0, one time, plain modes, so that equal contents are equal bytes. The image it
/// was built as is temporary and is removed.
/// </summary>
/// <param name="scratchFolder">on the project's disk; used for a sub-folder per build, which is removed again</param>
internal sealed class RecipeBuilder(IContainerEngine engine, string projectFolder, string scratchFolder)
{
    /// <summary>Seconds since 1970 of every file in a result.</summary>
    private const long Epoch = 1;

    /// <summary>E401 when the build fails, E404 when its result is not what a recipe has to leave.</summary>
    /// <param name="recipe">its base images are in the engine already</param>
    /// <param name="destination">receives the tar; left open</param>
    public async Task BuildAsync(RecipeStep recipe, Stream destination, ImageBuildSettings settings, IOutput output, CancellationToken cancellation)
    {
        var tag = TemporaryTag(recipe);
        using var folder = new BuildFolder(scratchFolder, recipe.Id);
        try
        {
            ContextFolder.Write(recipe.Key.Files, projectFolder, recipe.Context, folder.Path, cancellation);
            await engine.BuildImageAsync(Build(recipe, tag, settings, folder.Path), output, cancellation);
            await ExportAsync(tag, recipe, folder.Path, cancellation);
            var root = Path.Combine(folder.Path, "root");
            RecipeContents.Check(recipe, root);
            await TarArchive.WriteAsync(DirectoryEntries.Below(root), destination, Epoch, cancellation);
        }
        finally
        {
            await RemoveImageAsync(tag, output);
        }
    }

    private static ImageBuild Build(RecipeStep recipe, string tag, ImageBuildSettings settings, string folder)
    {
        var dockerfile = recipe.Dockerfile ?? throw new ArgumentException($"recipe {recipe.Id} waits for a base image", nameof(recipe));
        return new ImageBuild(tag, recipe.BuildPlatform, dockerfile, folder)
        {
            Name = recipe.Id,
            Stage = recipe.Stage,
            Arguments = recipe.Arguments,
            Network = recipe.Network,
            Timeout = recipe.Timeout,
            TimeoutKey = $"tools.recipes.{recipe.Tool}.timeout",
            NoCache = settings.NoCache,
            ActionsCacheScope = settings.Scope(recipe.Id),
        };
    }

    // Each folder comes as a tar of its own and is unpacked beside, because unpacking wants an empty place; then all go under one root.
    private async Task ExportAsync(string tag, RecipeStep recipe, string scratch, CancellationToken cancellation)
    {
        var reader = new ArchiveReader();
        var privileged = new List<string>();
        List<ContainerCopy> copies =
        [
            .. RecipeContents.Folders.Select(folder => new ContainerCopy(
                $"/{folder}",
                (stream, token) => reader.ExtractTarAsync(stream, Path.Combine(scratch, folder), token, item => Look(item, privileged)),
                Optional: true
            )),
        ];
        await engine.ExportAsync(tag, recipe.BuildPlatform, copies, cancellation);
        if (privileged.Count > 0)
            throw RecipeContents.Privileged(recipe, privileged);
        var root = Directory.CreateDirectory(Path.Combine(scratch, "root")).FullName;
        foreach (var folder in RecipeContents.Folders)
        {
            var unpacked = new DirectoryInfo(Path.Combine(scratch, folder, folder));
            if (unpacked.LinkTarget is not null || File.Exists(unpacked.FullName))
                throw RecipeContents.NotAFolder(recipe, folder);
            if (unpacked.Exists)
                unpacked.MoveTo(Path.Combine(root, folder));
        }
    }

    private static void Look(ArchivedItem item, List<string> privileged)
    {
        if (item.Kind == ArchiveEntryKind.File && (item.Privileges & ~ItemPrivileges.Sticky) != 0)
            privileged.Add(item.Path);
    }

    // One project builds a recipe once at a time (it holds the project's lock), another project must not remove the image under it.
    private string TemporaryTag(RecipeStep recipe)
    {
        var project = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(projectFolder))))[..12];
        return $"localhost/springform/recipe/{recipe.Id.ToLowerInvariant()}:{project}";
    }

    // Also after a cancellation. A failure here says nothing about the result; the next build of the recipe takes the tag over.
    private async Task RemoveImageAsync(string tag, IOutput output)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            if (await engine.InspectImageAsync(tag, limit.Token) is not null)
                await engine.RemoveImageAsync(tag, limit.Token);
        }
        catch (Exception error) when (error is SpringformException or OperationCanceledException)
        {
            output.Line($"note: the temporary image {tag} was not removed: {error.Message.Split('\n')[0]}");
        }
    }
}
