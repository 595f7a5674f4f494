using Springform.Archives.Image;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>
/// Brings builders to a registry, each under the tag of its key, which never changes; then moves the friendly tags, each an index that names the image of every
/// platform by digest. So a name leads to whole images at any moment, and a run that was interrupted is completed by the next.
/// </summary>
internal sealed class BuilderPush(RegistryClient client, IContainerEngine engine, string scratchFolder, IOutput log)
{
    private readonly RegistryRepository _repository = new(client);

    private ImageParts Parts => new(_repository);

    private ImageUpload Upload => new(Parts, engine, scratchFolder);

    /// <summary>A tag that is a version may move.</summary>
    public bool ReplacesVersions { get; init; }

    /// <summary>Before anything is asked or built.</summary>
    /// <param name="registry">of springform.yaml; null: none</param>
    /// <exception cref="SpringformException">E634 there is nowhere to push to</exception>
    public static void Require(string? registry, bool offline)
    {
        if (registry is null)
            throw Refused("springform.yaml does not say where the builder is pushed to", "add registry: ghcr.io/OWNER/NAME to builder:");
        if (offline)
            throw Refused("pushing needs the registry, and --offline is given", "leave the switch out");
    }

    /// <param name="ensure">has the engine hold builders that the registry does not have; not called when there are none</param>
    /// <exception cref="SpringformException">
    /// E631 refused, E632 failed half-way, E633 a key's tag holds something else, or a version's tag another builder
    /// </exception>
    public async Task<PushOutcome> PushAsync(
        IReadOnlyList<BuilderStep> builders,
        IReadOnlyList<BuilderTag> tags,
        Func<IReadOnlyList<BuilderStep>, CancellationToken, Task> ensure,
        CancellationToken cancellation
    )
    {
        var manifests = await ExplainedAsync(() => FindAsync(builders, cancellation), cancellation);
        await ExplainedAsync(() => RequireFreeAsync(tags, builders, manifests, cancellation), cancellation);
        List<BuilderStep> missing = [.. builders.Where(builder => !manifests.ContainsKey(builder.Id))];
        if (missing.Count > 0)
            await ensure(missing, cancellation);
        return await ExplainedAsync(
            async () =>
            {
                foreach (var builder in missing)
                    manifests[builder.Id] = await PushAsync(builder, cancellation);
                var moved = 0;
                foreach (var tag in tags)
                    moved += await MoveAsync(tag, IndexOf(tag, builders, manifests), cancellation) ? 1 : 0;
                return new PushOutcome(missing.Count, builders.Count - missing.Count, moved);
            },
            cancellation
        );
    }

    /// <summary>By id, those that are there and whole.</summary>
    private async Task<Dictionary<string, Descriptor>> FindAsync(IReadOnlyList<BuilderStep> builders, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var builder in builders)
        {
            try
            {
                if (await ImageLookup.FindAsync(_repository, builder, cancellation) is not { } image)
                    continue;
                await Parts.RequireBlobsAsync(image.Parts, cancellation);
                found[builder.Id] = image.Manifest;
                log.Line($"builder {builder.Id}: already there, {builder.SharedReference} ({image.Manifest.Digest})");
            }
            catch (InvalidDataException error)
            {
                problems.Add(PushProblems.OtherImage(builder, error));
            }
        }

        return problems.Count == 0 ? found : throw new SpringformException(problems);
    }

    private async Task<Descriptor> PushAsync(BuilderStep builder, CancellationToken cancellation)
    {
        var (manifest, sent, blobs) = await Upload.PushAsync(builder, cancellation);
        log.Line($"builder {builder.Id}: pushed, {builder.SharedReference} ({manifest.Digest}; {sent} of {blobs} blobs sent)");
        await PullAsync(builder, manifest, cancellation);
        return manifest;
    }

    /// <summary>As everybody else will: by the tag, every layer down to its last byte. No name stands for it before.</summary>
    private async Task PullAsync(BuilderStep builder, Descriptor pushed, CancellationToken cancellation)
    {
        var image = await ImageLookup.FindAsync(_repository, builder, cancellation);
        if (image?.Manifest != pushed)
            throw new InvalidDataException($"{builder.SharedReference} was pushed as {pushed.Digest}, pulled was {image?.Manifest.Digest ?? "nothing"}");
        await new ImageDownload(_repository, engine, scratchFolder).VerifyAsync(image, cancellation);
        log.Line($"builder {builder.Id}: pulled again and verified");
    }

    /// <summary>A version that people may have pulled does not change behind their backs. E633 for each that would.</summary>
    private async Task<bool> RequireFreeAsync(
        IReadOnlyList<BuilderTag> tags,
        IReadOnlyList<BuilderStep> builders,
        Dictionary<string, Descriptor> manifests,
        CancellationToken cancellation
    )
    {
        var problems = new List<Problem>();
        foreach (var tag in tags.Where(tag => tag.IsVersion && !ReplacesVersions))
        {
            var isKnown = tag.BuilderIds.All(manifests.ContainsKey);
            if (await FindAsync(tag, cancellation) is { } there && (!isKnown || there != Descriptor.DigestOf(IndexOf(tag, builders, manifests).ToJson())))
                problems.Add(PushProblems.MovedTag(tag.Reference, there));
        }

        return problems.Count == 0 ? true : throw new SpringformException(problems);
    }

    /// <summary>The digest of what a tag stands for; null: nothing has that name.</summary>
    private async Task<string?> FindAsync(BuilderTag tag, CancellationToken cancellation) =>
        await _repository.ManifestAsync(tag.Tag, [ImageIndex.MediaType, ImageManifest.MediaType], cancellation) is { } document
            ? Descriptor.DigestOf(document)
            : null;

    private static ImageIndex IndexOf(BuilderTag tag, IReadOnlyList<BuilderStep> builders, Dictionary<string, Descriptor> manifests) =>
        new([.. builders.Where(builder => tag.BuilderIds.Contains(builder.Id)).Select(builder => (builder.Platform, manifests[builder.Id]))]);

    private async Task<bool> MoveAsync(BuilderTag tag, ImageIndex index, CancellationToken cancellation)
    {
        var document = index.ToJson();
        var digest = Descriptor.DigestOf(document);
        var before = await FindAsync(tag, cancellation);
        var isThere = before == digest;
        if (!isThere)
            await Parts.PutManifestAsync(tag.Tag, ImageIndex.MediaType, document, cancellation);
        var change =
            isThere ? "already there"
            : before is null ? "new"
            : $"moved from {before}";
        log.Line($"{tag.Reference}: {digest} for {string.Join(", ", index.Images.Select(image => image.Platform))}, {change}");
        return !isThere;
    }

    private static SpringformException Refused(string what, string fix) => new(new Problem(ErrorCode.NotPushable, what, "step PushBuilder", fix));

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (RegistryFaults.IsFault(error, cancellation))
        {
            throw PushProblems.Of(error, client, "step PushBuilder", "builder.registry");
        }
    }
}
