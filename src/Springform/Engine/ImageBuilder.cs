using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>Runs one image build. E304 without BuildKit: the legacy builder knows no mounts, no stages for other platforms, and ends with version 23.</summary>
/// <param name="clock">measures the build's time limit</param>
internal sealed class ImageBuilder(Client client, TimeProvider clock)
{
    public async Task BuildAsync(ImageBuild build, IOutput output, CancellationToken cancellation)
    {
        RequireBuilder(build);
        build = WithUsableCache(build, output);
        await File.WriteAllTextAsync(build.DockerfilePath, build.Dockerfile, cancellation);
        // What docker leaves out was left out already; this goes before a .dockerignore in the context, which would be asked once more.
        await File.WriteAllTextAsync($"{build.DockerfilePath}.dockerignore", "# nothing more\n", cancellation);
        var tail = new OutputTail(output);
        var command = client.Command(client.Lines.Build(build)) with { OutputLine = tail.Detail, ErrorLine = tail.Detail };
        var ended = await Deadline.RunAsync(build.Timeout, clock, token => client.RunAsync(command, token), cancellation);
        if (ended is not { } exitCode)
            throw TooLong(build, tail.Lines);
        if (exitCode != 0)
            throw Failed(build, exitCode, tail.Lines);
    }

    private SpringformException Failed(ImageBuild build, int exitCode, IReadOnlyList<string> lastLines)
    {
        if (EmulationProblems.Of(client.Info, build.Platform, $"image {build.Name}", lastLines) is { } problem)
            return new SpringformException(problem with { Details = lastLines });
        var (why, fix) = ImageBuildProblems.Of(lastLines) ?? ($" (exit code {exitCode})", "mend what its last lines tell, in its Dockerfile");
        return EngineProblems.Failed(
            client.Info,
            $"the image {build.Name} was not built{why}",
            $"{build.Tag}, {build.Platform}",
            lastLines,
            ErrorCode.ImageBuildFailed,
            fix
        );
    }

    private static SpringformException TooLong(ImageBuild build, IReadOnlyList<string> lastLines) =>
        new(
            new Problem(
                ErrorCode.ImageBuildFailed,
                $"the image {build.Name} was not built within {RunLimits.Words(build.Timeout)}, and its build was ended",
                $"{build.Tag}, {build.Platform}",
                $"mend what hangs (its last lines are below), or raise {build.TimeoutKey} in springform.yaml (0: none)"
            )
            {
                Details = lastLines,
            }
        );

    private void RequireBuilder(ImageBuild build)
    {
        if (client.Info.Kind == EngineKind.Podman || client.Info.Buildx || client.Info.BuildKit)
            return;
        throw new SpringformException(
            new Problem(
                ErrorCode.MissingCapability,
                $"{client.Info.Executable} ({client.Info.ClientVersion}) has no buildx, and without it only the legacy builder, which Springform does not use",
                $"image {build.Name}",
                "install docker-buildx (Debian 13, Ubuntu) or docker-buildx-plugin (docker.com), or put a client that has it first on PATH"
            )
        );
    }

    // BuildKit itself leaves a cache that it cannot reach out without a word.
    private ImageBuild WithUsableCache(ImageBuild build, IOutput output)
    {
        if (build.ActionsCacheScope is null || WhyThereIsNoCache() is not { } reason)
            return build;
        output.Line($"the layer cache of GitHub Actions is off: {reason}");
        return build with { ActionsCacheScope = null };
    }

    // Source: "GitHub Actions cache" in Docker's documentation of BuildKit's cache backends, 2026-11.
    private string? WhyThereIsNoCache() =>
        client.Info is not { Buildx: true, ContainerdStore: true }
            ? """it needs buildx and docker's containerd image store ("features": {"containerd-snapshotter": true} in daemon.json)"""
        : !Has("ACTIONS_RUNTIME_TOKEN") || !(Has("ACTIONS_RESULTS_URL") || Has("ACTIONS_CACHE_URL"))
            ? "a step with run: does not see ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL; "
                + "a step before it can hand them on, such as crazy-max/ghaction-github-runtime"
        : null;

    private bool Has(string variable) => client.Environment[variable] is { Length: > 0 };
}
