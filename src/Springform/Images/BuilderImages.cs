using System.Globalization;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// The images that commands run in. One is fetched or built when the engine does not hold it under its content key; its friendly tag moves after success.
/// </summary>
/// <param name="fetch">has the engine hold one that another machine pushed; false: it has to be built</param>
/// <param name="tools">has the engine hold a tools image; asked only when a build needs it</param>
/// <param name="scratchFolder">on the project's disk; used for a sub-folder per build, which is removed again</param>
/// <param name="log">one line: present, fetched or built</param>
internal sealed class BuilderImages(
    IContainerEngine engine,
    BaseImages bases,
    Func<BuilderStep, CancellationToken, Task<bool>> fetch,
    Func<ToolsImageStep, CancellationToken, Task> tools,
    string projectFolder,
    string scratchFolder,
    IOutput log
)
{
    /// <summary>E401 when the build fails, E307 when a base cannot be had, E304 when only machines of another platform may build it.</summary>
    public async Task<EnsuredImage> EnsureAsync(
        BuilderStep builder,
        BuildPlan plan,
        ImageBuildSettings settings,
        IOutput output,
        CancellationToken cancellation
    )
    {
        var (present, origin) = settings.NoCache ? (null, ImageOrigin.Built) : await FindAsync(builder, cancellation);
        if (present is null)
        {
            await RequireMachineAsync(builder, cancellation);
            foreach (var id in builder.BaseIds)
                await bases.EnsureAsync(plan.Base(id), output, cancellation);
            if (builder.Tools is { } step)
                await tools(step, cancellation);
            await BuildAsync(builder, plan, settings, output, cancellation);
            present =
                await engine.InspectImageAsync(builder.Reference, cancellation)
                ?? throw new InvalidOperationException($"{builder.Reference} was built, but the engine does not know it");
        }

        await engine.TagImageAsync(builder.Reference, builder.FriendlyTag, cancellation);
        log.Line(
            $"builder {builder.Id}: {builder.FriendlyTag} {(origin == ImageOrigin.Present ? "is present" : origin.ToString().ToLowerInvariant())} "
                + $"(key {builder.Key.Key.Short})"
        );
        return new EnsuredImage(builder.Reference, present.Id, origin);
    }

    private async Task RequireMachineAsync(BuilderStep builder, CancellationToken cancellation)
    {
        if (builder.BuildOn is not { } wanted)
            return;
        var here = (await engine.ProbeAsync(cancellation)).NativePlatform;
        if (IsSame(here, wanted))
            return;
        throw new SpringformException(
            new Problem(
                ErrorCode.MissingCapability,
                $"builder {builder.Id} is built on machines of {wanted} alone, and this engine is of {here}",
                "springform.yaml, builder.build_on",
                builder.SharedReference is { } shared
                    ? $"run --target=PushBuilder on a machine of {wanted}: it brings {shared} to the registry, where this one takes it from; "
                        + "check that the registry answers, and leave out --no-cache and --offline"
                    : $"add registry: ghcr.io/OWNER/NAME to builder:, and run --target=PushBuilder on a machine of {wanted}; others take the image from there"
            )
        );
    }

    /// <summary>Engines leave out the variant: linux/arm.</summary>
    private static bool IsSame(string native, string platform) => platform == native || platform.StartsWith($"{native}/", StringComparison.Ordinal);

    /// <summary>Null with <see cref="ImageOrigin.Built"/>: it has to be built.</summary>
    private async Task<(ImageDetails? Image, ImageOrigin Origin)> FindAsync(BuilderStep builder, CancellationToken cancellation)
    {
        if (await CurrentAsync(builder, cancellation) is { } present)
            return (present, ImageOrigin.Present);
        return await fetch(builder, cancellation) && await CurrentAsync(builder, cancellation) is { } fetched
            ? (fetched, ImageOrigin.Fetched)
            : (null, ImageOrigin.Built);
    }

    /// <summary>Null when the engine holds none of this key.</summary>
    private async Task<ImageDetails?> CurrentAsync(BuilderStep builder, CancellationToken cancellation)
    {
        var image = await engine.InspectImageAsync(builder.Reference, cancellation);
        return image?.Labels.GetValueOrDefault(ImageLabels.Key) == builder.Key.Key.Text ? image : null;
    }

    /// <summary>Another run may build the same key at the same time: docker then refuses the name to the later one ("already exists").</summary>
    private async Task BuildAsync(BuilderStep builder, BuildPlan plan, ImageBuildSettings settings, IOutput output, CancellationToken cancellation)
    {
        try
        {
            using var folder = new BuildFolder(scratchFolder, $"builder-{builder.Id}");
            ContextFolder.Write(builder.Key.Files, projectFolder, "", folder.Path, cancellation);
            await engine.BuildImageAsync(Build(builder, plan, settings, folder.Path), output, cancellation);
        }
        catch (SpringformException)
        {
            if (settings.NoCache || await CurrentAsync(builder, cancellation) is null)
                throw;
            output.Line($"builder {builder.Id}: another run made it meanwhile");
        }
    }

    private static ImageBuild Build(BuilderStep builder, BuildPlan plan, ImageBuildSettings settings, string folder)
    {
        var dockerfile = builder.Dockerfile ?? throw new ArgumentException($"builder {builder.Id} waits for a base image", nameof(builder));
        return new ImageBuild(builder.Reference, builder.Platform, dockerfile, folder)
        {
            Name = $"builder-{builder.Id}",
            Stage = builder.Stage,
            Arguments = builder.Arguments,
            Labels = Labels(builder, plan),
            Network = builder.Network,
            Timeout = builder.Timeout,
            TimeoutKey = "builder.timeout",
            NoCache = settings.NoCache,
            ActionsCacheScope = settings.Scope($"builder-{builder.Id}"),
        };
    }

    private static Dictionary<string, string> Labels(BuilderStep builder, BuildPlan plan) =>
        new(StringComparer.Ordinal)
        {
            [ImageLabels.Key] = builder.Key.Key.Text,
            [ImageLabels.Commit] = plan.Project.Commit,
            [ImageLabels.Base] = string.Join(' ', builder.BaseIds.Select(id => $"{id}={plan.Base(id).Pin!.Digest}")),
            // The image specification's own names (annotations.md).
            ["org.opencontainers.image.title"] = builder.FriendlyTag,
            ["org.opencontainers.image.version"] = plan.Project.Version,
            ["org.opencontainers.image.revision"] = plan.Project.Commit,
            ["org.opencontainers.image.created"] = plan.Project.CommitDate.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
}
