using Springform.ContainerTests.EndToEnd;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Deploy;

/// <summary>A copy of examples/vectorchord, whose two scripts were run once for a server of the workshop's image.</summary>
public sealed class VectorchordExample(DeployWorkshop deploys, Workshop workshop) : IAsyncLifetime
{
    public const string Builder = "vchord-builder:latest";

    private GitProject? project;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    internal DeployServer Server { get; private set; } = null!;

    /// <summary>Of build_builder_image.sh.</summary>
    internal CliResult Built { get; private set; } = null!;

    /// <summary>Of install_extension.sh.</summary>
    internal CliResult Installed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        project = ExampleCopy.Of("vectorchord", "examples/vectorchord");
        project.Commit();
        // Where the scripts look for it: the repository's own, without its build.
        var host = project.Beside("build.sh");
        await File.WriteAllTextAsync(host, $"#!/bin/sh\nexec dotnet exec '{Cli.Host}' \"$@\"\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Server = await deploys.StartAsync();
        Built = Script("build_builder_image.sh");
        Installed = Script("install_extension.sh");
    }

    /// <summary>First line of every test: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        deploys.Require();
        Built.Ends(0);
        Installed.Ends(0);
    }

    internal CliResult Script(string name, params string[] words)
    {
        using var run = Cli.Start(Project.Folder, [Project.PathOf($"scripts/{name}")], [$"CONTAINER_NAME={Server.Name}", .. words]);
        return run.End();
    }

    /// <summary>Containers of its runs that are still there.</summary>
    internal Task<string[]> LeftContainersAsync() =>
        workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={Project.PathOf(".springform/lock")}");

    /// <summary>pgvector's own tests, in a container of the builder that shares the server's network.</summary>
    internal Task<string[]> CheckAsync() =>
        workshop.DockerAsync(
            "run",
            "--rm",
            $"--network=container:{Server.Name}",
            "--env=PGHOST=localhost",
            "--env=PGUSER=postgres",
            $"--volume={Project.PathOf("Makefile")}:/Makefile:ro",
            Builder,
            "make",
            "-f",
            "/Makefile",
            "installcheck"
        );

    public async ValueTask DisposeAsync()
    {
        if (project is null)
            return;
        await workshop.RemoveImagesAsync(image => image == Builder || image.StartsWith("localhost/springform/vectorchord/", StringComparison.Ordinal));
        await workshop.DockerAsync("volume", "rm", "--force", "springform-vectorchord-ccache-amd64");
        project.Dispose();
    }
}
