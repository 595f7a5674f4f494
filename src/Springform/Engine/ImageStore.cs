using System.Text.Json;
using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>The images that an engine holds, and how one gets there from a registry.</summary>
/// <param name="clock">measures how long a pull takes</param>
internal sealed partial class ImageStore(Client client, TimeProvider clock)
{
    private static readonly string[] Absent = ["no such image", "image not known", "no such object"];

    public async Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation)
    {
        var tail = new OutputTail(output);
        var command = client.Command(CommandLines.Pull(reference, platform)) with { OutputLine = tail.Detail, ErrorLine = tail.Detail };
        var ended = await Deadline.RunAsync(RunLimits.DefaultTimeout, clock, token => client.RunAsync(command, token), cancellation);
        if (ended is not { } exitCode)
            throw TooLong(reference, tail.Lines);
        if (exitCode == 0)
            return new PullResult(PullOutcome.Pulled, await DigestAsync(reference, tail.Lines, cancellation), null);
        EngineProblems.ThrowIfNotRunning(client.Info, $"{reference} was not pulled", reference, tail.Lines);
        return new PullResult(PullMessages.Classify(tail.Lines), null, tail.Lines.LastOrDefault(line => line.Length > 0));
    }

    // Nobody knows whether a registry would have answered, so the mirror does not step in.
    private static SpringformException TooLong(string reference, IReadOnlyList<string> lastLines) =>
        new(
            new Problem(
                ErrorCode.BaseUnavailable,
                $"{reference} was not pulled within {RunLimits.Words(RunLimits.DefaultTimeout)}, and the pull was ended",
                reference,
                "look why the registry, or the way to it, is that slow; what was pulled so far is kept by the engine, so running it again goes on from there"
            )
            {
                Details = lastLines,
            }
        );

    public async Task SaveAsync(string reference, Func<Stream, CancellationToken, Task> read, CancellationToken cancellation)
    {
        // An engine that does not have the image writes nothing, or the beginning of an archive: its own words say more than a reader's.
        var first = new FirstBytes(read);
        var words = new OutputTail(SilentOutput.Instance);
        var command = client.Command(CommandLines.Save(reference)) with { Output = first.ReadAsync, ErrorLine = words.Line };
        if (await client.RunAsync(command, cancellation) != 0)
            throw EngineProblems.Failed(
                client.Info,
                $"{reference} was not saved",
                reference,
                words.Lines,
                ErrorCode.EngineFailed,
                "see the engine's words below"
            );
    }

    public async Task<ImageDetails?> InspectAsync(string reference, CancellationToken cancellation)
    {
        var result = await client.CaptureAsync(CommandLines.InspectImage(reference), cancellation);
        if (result.Succeeded)
            return Parse(result.Output);
        if (Absent.Any(text => result.Error.Contains(text, StringComparison.OrdinalIgnoreCase)))
            return null;
        throw EngineProblems.Failed(
            client.Info,
            $"{reference} could not be inspected",
            reference,
            [result.LastWords],
            ErrorCode.EngineFailed,
            "see the engine's words below"
        );
    }

    // docker says "Digest: sha256:..."; podman prints the image id only.
    private async Task<string?> DigestAsync(string reference, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var said = lines.Select(line => DigestLine().Match(line)).FirstOrDefault(match => match.Success);
        if (said is not null)
            return said.Groups[1].Value;
        var name = NameOf(reference);
        var details = await InspectAsync(reference, cancellation);
        var known = details?.RepositoryDigests.Where(digest => digest.Contains('@', StringComparison.Ordinal)) ?? [];
        var candidates = known.OrderByDescending(digest => digest.StartsWith(name + "@", StringComparison.Ordinal)).ToList();
        return candidates.Count == 0 ? null : (await ServedAsync(candidates, cancellation)).Split('@')[1];
    }

    // podman gives an image every digest by which it ever came: of the index, of the manifest, of an archive that was loaded. The registry knows
    // which are its own; the index is the one that serves all platforms.
    private async Task<string> ServedAsync(List<string> candidates, CancellationToken cancellation)
    {
        if (candidates.Count == 1)
            return candidates[0];
        string? served = null;
        foreach (var candidate in candidates)
        {
            var manifest = await client.CaptureAsync(CommandLines.InspectManifest(candidate), cancellation);
            if (!manifest.Succeeded)
                continue;
            if (manifest.Output.Contains("\"manifests\"", StringComparison.Ordinal))
                return candidate;
            served ??= candidate;
        }

        return served ?? candidates[0];
    }

    // debian:bookworm, host:5000/debian, debian@sha256:...: a colon after the last slash begins the tag.
    private static string NameOf(string reference)
    {
        var name = reference.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    internal static ImageDetails Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        // podman gives a list of one whatever the format.
        var image = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
        var id = image.GetProperty("Id").GetString()!;
        var platform = $"{Text(image, "Os")}/{Text(image, "Architecture")}{Variant(Text(image, "Architecture"), Text(image, "Variant"))}";
        return new ImageDetails(id.Contains(':', StringComparison.Ordinal) ? id : "sha256:" + id, platform, Digests(image), Labels(image));
    }

    // arm64's only variant is v8, which design and registries leave out.
    private static string Variant(string architecture, string variant) => variant.Length == 0 || architecture == "arm64" ? "" : "/" + variant;

    private static string Text(JsonElement image, string name) =>
        image.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static List<string> Digests(JsonElement image) =>
        image.TryGetProperty("RepoDigests", out var digests) && digests.ValueKind == JsonValueKind.Array
            ? digests.EnumerateArray().Select(digest => digest.GetString()!).ToList()
            : [];

    private static Dictionary<string, string> Labels(JsonElement image) =>
        image.TryGetProperty("Config", out var config)
        && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("Labels", out var labels)
        && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal)
            : [];

    [GeneratedRegex("^Digest: (sha256:[0-9a-f]{64})")]
    private static partial Regex DigestLine();
}
