using Springform.Archives;
using Springform.Archives.Image;
using Springform.Engine;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// Base images: what a FROM name stands for, and getting it into the engine. A registry's image is preferred; where no registry answers at all, the base is
/// made from the distribution's mirror. A registry's refusal (401, 404, 429) is final, and so is a pin: neither ever leads to the mirror.
/// </summary>
/// <param name="log">says in one line per base what it is and where it came from</param>
internal sealed class BaseImages(IContainerEngine engine, RootfsCache mirror, LocalPins pins, IOutput log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<string> _present = [];

    /// <summary>--container: instead of the container that the configuration names; null: that one.</summary>
    public string? ContainerName { get; init; }

    /// <summary>Resolves a base that has no pin yet, and remembers the answer in the local pins. E307 when it cannot be had.</summary>
    public async Task<BasePin> ResolveAsync(PlannedBase planned, IOutput output, CancellationToken cancellation)
    {
        if (planned.Container is { } container)
            return await FromContainerAsync(planned, container, cancellation);
        var pulled = await engine.PullAsync(planned.Image, planned.Platform, output, cancellation);
        var pin = pulled switch
        {
            { Outcome: PullOutcome.Pulled, Digest: { } digest } => new BasePin(BaseSource.Registry, digest),
            { Outcome: PullOutcome.NoRegistryAnswered } => await FromMirrorAsync(planned, pulled, output, cancellation),
            _ => throw BaseProblems.Refused(planned, pulled),
        };
        pins.Set(planned, pin);
        log.Line($"base {planned.Id}: {Origin(planned, pin)}, {pin.Digest}");
        return pin;
    }

    /// <summary>
    /// Makes a base from the mirror as it is now, for which no registry answers, and remembers it in the local pins. E307 when it has no mirror.
    /// </summary>
    public async Task RenewAsync(PlannedBase planned, IOutput output, CancellationToken cancellation)
    {
        var archive = await mirror.RenewAsync(MirrorBase.Of(planned) ?? throw BaseProblems.NoMirror(planned), output, cancellation);
        pins.Set(planned, new BasePin(BaseSource.Mirror, archive.Digest));
        log.Line(
            $"base {planned.Id}: mirror {planned.MirrorSuite} (no registry answered), {archive.Digest}"
                + $"{(planned.Pin?.Digest == archive.Digest ? ", unchanged" : "")}"
        );
    }

    /// <summary>Has the engine hold a pinned base under <see cref="PlannedBase.EngineReference"/>. E307 when exactly this one cannot be had.</summary>
    public async Task EnsureAsync(PlannedBase planned, IOutput output, CancellationToken cancellation)
    {
        var pin = planned.Pin ?? throw new ArgumentException($"base {planned.Id} is not resolved yet", nameof(planned));
        // One at a time: legs that run in parallel mostly want the same base.
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!_present.Contains($"{planned.EngineReference} {planned.Platform}"))
                await (
                    pin.Source switch
                    {
                        BaseSource.Registry => EnsurePulledAsync(planned, output, cancellation),
                        BaseSource.Mirror => EnsureLoadedAsync(planned, pin, output, cancellation),
                        _ => engine.TagImageAsync(pin.Digest, planned.EngineReference!, cancellation),
                    }
                );
            _present.Add($"{planned.EngineReference} {planned.Platform}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<BasePin> FromContainerAsync(PlannedBase planned, RuntimeContainer wanted, CancellationToken cancellation)
    {
        var container = await ContainerFinder.FindAsync(engine, wanted, ContainerName, cancellation);
        var image = await engine.InspectImageAsync(container.ImageId, cancellation);
        if (image?.Platform != planned.Platform)
            throw BaseProblems.NoRuntime(planned, container, image);
        var pin = new BasePin(BaseSource.Container, image.Id);
        pins.Set(planned, pin);
        log.Line(
            $"base {planned.Id}: {container.Image} of the container {container.Name}, {(image.RepositoryDigests is [var digest, ..] ? digest : image.Id)}"
        );
        return pin;
    }

    private async Task<BasePin> FromMirrorAsync(PlannedBase planned, PullResult pulled, IOutput output, CancellationToken cancellation)
    {
        // An image that FROM names by digest is pinned: what the mirror makes is another one.
        if (MirrorBase.Of(planned) is not { } wanted || planned.Image.Contains('@', StringComparison.Ordinal))
            throw BaseProblems.NoRegistry(planned, pulled);
        var archive = await mirror.EnsureAsync(wanted, output, cancellation);
        return new BasePin(BaseSource.Mirror, archive.Digest);
    }

    private async Task EnsurePulledAsync(PlannedBase planned, IOutput output, CancellationToken cancellation)
    {
        // This name is given below only, to exactly this digest and platform.
        if (await engine.InspectImageAsync(planned.EngineReference!, cancellation) is not null)
            return;
        var reference = planned.Reference!;
        var before = await engine.InspectImageAsync(reference, cancellation);
        if (before is not null && before.Platform != planned.Platform)
            await engine.RemoveImageAsync(reference, cancellation); // where a digest stands for one platform's image, it cannot be pulled for another
        var pulled = await engine.PullAsync(reference, planned.Platform, output, cancellation);
        if (pulled.Outcome != PullOutcome.Pulled)
            throw BaseProblems.PinUnavailable(planned, pulled);
        await engine.TagImageAsync(reference, planned.EngineReference!, cancellation);
        log.Line($"base {planned.Id}: {Origin(planned, planned.Pin!)}, {planned.Pin!.Digest}, pulled");
    }

    private async Task EnsureLoadedAsync(PlannedBase planned, BasePin pin, IOutput output, CancellationToken cancellation)
    {
        var present = await engine.InspectImageAsync(planned.EngineReference!, cancellation);
        if (present is not null && present.Labels.GetValueOrDefault(ImageLabels.Base) == pin.Digest && present.Platform == planned.Platform)
            return;
        var wanted = MirrorBase.Of(planned) ?? throw BaseProblems.NoMirror(planned);
        var sha256 = pin.Digest["sha256:".Length..];
        var archive = await mirror.EnsureAsync(wanted, sha256, output, cancellation);
        if (archive.Digest != pin.Digest)
            throw BaseProblems.PinChanged(planned, archive.Digest);
        await LayeredImage.LoadAsync(
            engine,
            planned.EngineReference!,
            planned.Platform,
            [new ImageLayer(archive.Path, archive.Sha256)],
            new Dictionary<string, string> { [ImageLabels.Base] = pin.Digest },
            cancellation
        );
        log.Line($"base {planned.Id}: mirror {planned.MirrorSuite}, {pin.Digest}, loaded");
    }

    private static string Origin(PlannedBase planned, BasePin pin) =>
        pin.Source == BaseSource.Registry ? $"registry {planned.Image}" : $"mirror {planned.MirrorSuite} (no registry answered)";
}
