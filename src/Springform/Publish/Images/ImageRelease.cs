using Springform.Archives.Image;
using Springform.Errors;
using Springform.Http;
using Springform.Images.Sharing;
using Springform.Machine;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Publish.Images;

/// <summary>
/// The images of dist/ in registries. First come their parts: layers, configs, manifests and the index of all platforms, each by its digest, which nobody sees.
/// Last comes the name. A name that is there never moves. Each step looks first, so a run that was stopped at any moment is completed by the next one.
/// </summary>
/// <param name="open">null with --offline</param>
internal sealed class ImageRelease(IReadOnlyList<PlannedImage> images, string distFolder, Func<string, RegistryClient?> open, string scratchFolder, IOutput log)
{
    private const string Step = "step Publish";

    /// <summary>Before anything is built or asked.</summary>
    /// <exception cref="SpringformException">E634 --offline, E103, E109</exception>
    public void Require()
    {
        foreach (var repository in Repositories)
            Open(repository).Dispose();
    }

    /// <summary>What pushing would do, a line for each name; reads only. Takes a dist/ that was verified.</summary>
    /// <exception cref="SpringformException">E631, E632</exception>
    public async Task<IReadOnlyList<string>> PlanAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        await EachAsync(
            folder: null,
            async (image, repository) =>
            {
                var there = await FindAsync(image, repository, cancellation);
                var state =
                    there is null ? "would be pushed"
                    : there == image.Digest ? "is there, nothing to do"
                    : $"is another image, {there}: refused";
                lines.Add($"image {image.Planned.Reference}: {state}");
                lines.Add($"  {image.Digest} for {image.Platforms}");
                lines.AddRange(
                    image.Planned.Archives.OrderBy(part => part.Platform, StringComparer.Ordinal).Select(part => $"  {part.Platform}  {part.Archive}")
                );
            },
            cancellation
        );
        return lines;
    }

    /// <summary>Everything but the names.</summary>
    /// <exception cref="SpringformException">
    /// E631 refused, E632 failed half-way, E633 a name is there and is another image: all such names, and nothing is sent then
    /// </exception>
    public async Task UploadAsync(CancellationToken cancellation)
    {
        await RequireFreeAsync(cancellation);
        await SharingFolder.UseAsync(
            scratchFolder,
            async folder =>
            {
                await EachAsync(folder, (image, repository) => PushAsync(image, repository, cancellation), cancellation);
                return true;
            }
        );
    }

    /// <summary>Gives the names, to what <see cref="UploadAsync"/> has brought there.</summary>
    /// <returns>how many were not there</returns>
    /// <exception cref="SpringformException">as <see cref="UploadAsync"/></exception>
    public async Task<int> NameAsync(CancellationToken cancellation)
    {
        var given = 0;
        await EachAsync(
            folder: null,
            async (image, repository) =>
            {
                var there = await FindAsync(image, repository, cancellation);
                if (there is not null && there != image.Digest)
                    throw new SpringformException(PushProblems.OtherTag(image.Planned.Reference, there, image.Digest));
                if (there is null)
                {
                    await new ImageParts(repository).PutManifestAsync(image.Planned.Tag, ImageIndex.MediaType, image.Index, cancellation);
                    given++;
                }

                log.Line($"    {image.Planned.Reference}: {image.Digest} for {image.Platforms}, {(there is null ? "new" : "already there")}");
            },
            cancellation
        );
        return given;
    }

    private IEnumerable<string> Repositories => images.Select(image => image.Repository).Distinct(StringComparer.Ordinal);

    private async Task RequireFreeAsync(CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        await EachAsync(
            folder: null,
            async (image, repository) =>
            {
                if (await FindAsync(image, repository, cancellation) is { } there && there != image.Digest)
                    problems.Add(PushProblems.OtherTag(image.Planned.Reference, there, image.Digest));
            },
            cancellation
        );
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>The digest of what the name stands for; null: it is free.</summary>
    private static async Task<string?> FindAsync(ReleasedImage image, RegistryRepository repository, CancellationToken cancellation) =>
        await repository.ManifestAsync(image.Planned.Tag, [ImageIndex.MediaType, ImageManifest.MediaType], cancellation) is { } document
            ? Descriptor.DigestOf(document)
            : null;

    private async Task PushAsync(ReleasedImage image, RegistryRepository repository, CancellationToken cancellation)
    {
        var parts = new ImageParts(repository);
        var sent = 0;
        foreach (var (_, part) in image.Parts)
        {
            sent += await parts.PutBlobAsync(part.Layer, () => new FileBody(part.LayerPath!, part.Layer.SizeBytes), cancellation);
            sent += await parts.PutBlobAsync(part.Manifest.Config, () => new ByteArrayContent(part.Config), cancellation);
            await parts.RequireBlobsAsync(part.Manifest, cancellation);
            await PutAsync(part.Descriptor.Digest, ImageManifest.MediaType, part.Document);
        }

        await PutAsync(image.Digest, ImageIndex.MediaType, image.Index);
        log.Line($"    {image.Planned.Repository}@{image.Digest}: {sent} of {image.Blobs} blobs sent");

        async Task PutAsync(string digest, string type, byte[] document)
        {
            if (await repository.ManifestAsync(digest, [type], cancellation) is null)
                await parts.PutManifestAsync(digest, type, document, cancellation);
        }
    }

    /// <param name="folder">receives the layers; null: they are only looked at</param>
    private async Task EachAsync(string? folder, Func<ReleasedImage, RegistryRepository, Task> work, CancellationToken cancellation)
    {
        foreach (var planned in images)
        {
            using var client = Open(planned.Repository);
            var image = await ReadAsync(planned, folder, cancellation);
            try
            {
                await work(image, new RegistryRepository(client));
            }
            catch (Exception error) when (RegistryFaults.IsFault(error, cancellation))
            {
                throw PushProblems.Of(error, client, Step, "packages.image");
            }
        }
    }

    private async Task<ReleasedImage> ReadAsync(PlannedImage planned, string? folder, CancellationToken cancellation)
    {
        var parts = new List<(string, PackedImage)>();
        foreach (var (platform, archive) in planned.Archives)
        {
            try
            {
                parts.Add((platform, await PackedImage.ReadAsync(Path.Combine(distFolder, archive), folder, cancellation)));
            }
            catch (InvalidDataException error)
            {
                throw new SpringformException(
                    new Problem(
                        ErrorCode.ChecksumMismatch,
                        $"{archive} is not the image that was built: {error.Message}",
                        Path.Combine(distFolder, archive),
                        "run --target=Dist: it makes dist/ anew"
                    ),
                    error
                );
            }
        }

        return new ReleasedImage(planned, parts);
    }

    private RegistryClient Open(string repository) =>
        open(repository)
        ?? throw new SpringformException(
            new Problem(ErrorCode.NotPushable, $"pushing {repository} needs the registry, and --offline is given", Step, "leave the switch out")
        );
}
