using Springform.Engine;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Images;

/// <summary>The ways in which a base image cannot be had, each with what helps: all E307.</summary>
internal static class BaseProblems
{
    private const string PinsFile = ".springform/pins.json";

    public static SpringformException Refused(PlannedBase planned, PullResult pulled) =>
        New(
            planned,
            $"the registry refused {planned.Image}: {pulled.Message ?? "it gave no digest"}",
            "correct the image's name, log in (docker login), or wait where it limits the rate; a registry that answers is never replaced by the mirror"
        );

    public static SpringformException NoRuntime(PlannedBase planned, RunningContainer container, ImageDetails? image) =>
        New(
            planned,
            image is null
                ? $"the engine does not hold the image of the container {container.Name} any more"
                : $"the container {container.Name} is of {image.Platform}, and the builder is for {planned.Platform}",
            image is null ? "start the container anew from an image that is there" : "build for the container's platform, or name another container"
        );

    public static SpringformException NoRegistry(PlannedBase planned, PullResult pulled) =>
        New(
            planned,
            $"no registry answered for {planned.Image}: {pulled.Message}",
            planned.IsFrontend
                    ? "make the registry reachable, or remove the line # syntax= of the Dockerfile: then the engine's own reader is used, which knows "
                        + "all but the newest instructions"
                : planned.Image.Contains('@', StringComparison.Ordinal)
                    ? "make the registry reachable: an image that is named by its digest can come from there only"
                : $"make the registry reachable, or say how to make the base without one: bases: {{{planned.Name}: {{image: \"{planned.Image}\", "
                    + $"mirror: {{suite: SUITE}}}}}}"
        );

    public static SpringformException PinUnavailable(PlannedBase planned, PullResult pulled) =>
        New(
            planned,
            $"{planned.Reference} could not be pulled: {pulled.Message}",
            $"make the registry reachable; a pinned image is never replaced by another one. To pin it anew: --target=UpdatePins, or delete {PinsFile} "
                + "when springform.lock does not name it"
        );

    public static SpringformException NoMirror(PlannedBase planned) =>
        New(
            planned,
            $"{planned.Image} is pinned to a base made from a mirror, but springform.yaml no longer names one",
            $"add mirror: {{suite: ...}} to the base, or delete {PinsFile}"
        );

    public static SpringformException PinChanged(PlannedBase planned, string digest) =>
        New(
            planned,
            $"the mirror has moved on: {planned.Image} made from it is now {digest}, this working copy is pinned to {planned.Pin!.Digest}, and that "
                + "archive is no longer in the cache",
            $"delete {PinsFile} to take the new one; what depends on it is then built anew"
        );

    private static SpringformException New(PlannedBase planned, string what, string fix) =>
        new(new Problem(ErrorCode.BaseUnavailable, what, $"base {planned.Id}", fix));
}
