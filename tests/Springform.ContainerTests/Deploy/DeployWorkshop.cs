using Springform.ContainerTests.EndToEnd;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Deploy;

/// <summary>
/// An extension of PostgreSQL of a few lines, and the image that it is built in and that its servers run: one image for all tests of this folder. Its base
/// comes from the mirror, the server and the compiler from Debian 13's packages.
/// </summary>
/// <remarks>Takes minutes, so it is built with CI=true or SPRINGFORM_LONG_TESTS=1 only.</remarks>
public sealed class DeployWorkshop(Workshop workshop) : IAsyncLifetime
{
    public const string Password = "the-right-word";

    private readonly string id = Guid.NewGuid().ToString("N")[..8];
    private readonly List<string> containers = [];
    private GitProject? project;

    internal GitProject Project => project ?? throw new InvalidOperationException("Require() comes first");

    internal string Platform => workshop.Platform;

    /// <summary>The volume of a cache that commands declare.</summary>
    internal string VolumeOf(string cache) => $"springform-tiny-{id}-{cache}-{workshop.Platform["linux/".Length..]}";

    /// <summary>Runs a script with the volume at /flag.</summary>
    internal Task InVolumeAsync(string volume, string script) => workshop.DockerAsync("run", "--rm", "--volume", $"{volume}:/flag", Image, "sh", "-c", script);

    internal Task RemoveVolumeAsync(string volume) => workshop.DockerAsync("volume", "rm", "--force", volume);

    /// <summary>Makes the builder from the image that runs.</summary>
    internal string RuntimeBuilder => $$"""{image: "deploy-{{id}}-runtime:1", dockerfile: server/Runtime.Dockerfile, from: nobody-{{id}}}""";

    private string Image => $"deploy-{id}-server:17";

    public ValueTask InitializeAsync()
    {
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return ValueTask.CompletedTask;
        project = new GitProject();
        project.File(".gitignore", ".springform/\ndist/\ntools-cache/\n");
        project.File("server/Dockerfile", Dockerfile);
        project.File("server/Runtime.Dockerfile", "ARG RUNTIME_IMAGE\nFROM ${RUNTIME_IMAGE}\n");
        project.File("tiny.c", Source);
        project.File("build.sh", "set -e\ngcc $(cat flags) -fPIC -shared -I/usr/include/postgresql/17/server -o tiny.so tiny.c\n");
        project.File("tiny--1.0.sql", "CREATE FUNCTION tiny_answer() RETURNS int AS 'MODULE_PATHNAME' LANGUAGE C;\n");
        project.File(
            "tiny--1.1.sql",
            "CREATE FUNCTION tiny_answer() RETURNS int AS 'MODULE_PATHNAME' LANGUAGE C;\n"
                + "CREATE FUNCTION tiny_more() RETURNS int AS 'MODULE_PATHNAME', 'tiny_answer' LANGUAGE C;\n"
        );
        project.File("tiny--1.0--1.1.sql", "CREATE FUNCTION tiny_more() RETURNS int AS 'MODULE_PATHNAME', 'tiny_answer' LANGUAGE C;\n");
        Ship("1.0");
        project.Commit();
        project.Run("--target=BuilderImage").Ends(0);
        return ValueTask.CompletedTask;
    }

    /// <summary>First line of every test: skips or fails where there is nothing to look at.</summary>
    internal void Require()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        workshop.Require();
    }

    /// <summary>Makes the project what it would be at that version.</summary>
    /// <param name="flags">for the compiler</param>
    /// <param name="server">keys of deploy.postgresql</param>
    /// <param name="builder">null: the one whose image the servers run</param>
    /// <param name="deploy">further lines of deploy, with two blanks before each</param>
    internal void Ship(string version, string flags = "", string server = "", string deploy = "", string? builder = null)
    {
        Project.File("flags", $"-DANSWER={version.Replace(".", "", StringComparison.Ordinal)} {flags}\n");
        Project.File("tiny.control", $"default_version = '{version}'\nmodule_pathname = '$libdir/tiny'\nrelocatable = true\n");
        Project.File(
            "springform.yaml",
            $$"""
            name: tiny-{{id}}
            version: 1.0.0
            bases:
              server: {image: "debian:trixie", mirror: {suite: trixie} }
            builder: {{builder ?? $"{{image: \"{Image}\", dockerfile: server/Dockerfile}}"}}
            targets:
              native: {{workshop.Platform}}
            compile:
              - {run: [sh, build.sh], inputs: [tiny.c, build.sh, flags], outputs: [tiny.so]}
            deploy:
              container: nobody-{{id}}
              files: [tiny.so, tiny.control, "tiny--*.sql"]
              postgresql: {extension: tiny, smoke: "SELECT tiny_answer()"{{server}} }
            {{deploy}}
            """
        );
    }

    /// <summary>The project as it is now in another folder, with a lock of its own, as on another machine.</summary>
    internal string CopyOfProject(string name)
    {
        var folder = Project.Beside(name);
        Project.Commit();
        Project.Git("clone", "--quiet", Project.Folder, folder);
        Directory.CreateDirectory(Path.Combine(folder, ".springform"));
        File.Copy(Project.PathOf(".springform/pins.json"), Path.Combine(folder, ".springform/pins.json"));
        return folder;
    }

    /// <summary>A server that takes connections.</summary>
    internal async Task<DeployServer> StartAsync(params string[] settings)
    {
        var server = await StartContainerAsync([.. PostgresCommand, .. settings]);
        await server.WaitAsync();
        return server;
    }

    internal Task<DeployServer> StartContainerAsync(params string[] command) => StartContainerAsync([], Image, command);

    /// <param name="folder">has room for 64 kB</param>
    internal Task<DeployServer> StartOnSmallDiskAsync(string folder) =>
        StartContainerAsync(["--tmpfs", $"{folder}:size=64k"], Image, ["tail", "-f", "/dev/null"]);

    private async Task<DeployServer> StartContainerAsync(string[] options, string image, string[] command)
    {
        Require();
        var name = $"deploy-{id}-{containers.Count}";
        containers.Add(name);
        await workshop.DockerAsync([
            "run",
            "--detach",
            "--init=false",
            "--stop-signal=SIGINT",
            "--label",
            $"deploy-test={name}",
            "--name",
            name,
            .. options,
            image,
            .. command,
        ]);
        return new DeployServer(workshop, this, name);
    }

    internal async Task RestartAsync(DeployServer server)
    {
        await workshop.DockerAsync("restart", server.Name);
        await server.WaitAsync();
    }

    /// <summary>A container of another image, which is the server's with a file more.</summary>
    internal async Task<DeployServer> StartChangedAsync(DeployServer server)
    {
        await workshop.DockerAsync("commit", server.Name, $"deploy-{id}-changed:1");
        return await StartContainerAsync([], $"deploy-{id}-changed:1", ["tail", "-f", "/dev/null"]);
    }

    /// <summary>As its owner does who updates it: another container under the same name, of the server's image with a file more.</summary>
    internal async Task ReplaceAsync(DeployServer server)
    {
        await workshop.DockerAsync("commit", server.Name, $"deploy-{id}-replaced:1");
        await workshop.DockerAsync("rm", "--force", "--volumes", server.Name);
        await workshop.DockerAsync([
            "run",
            "--detach",
            "--init=false",
            "--stop-signal=SIGINT",
            "--name",
            server.Name,
            $"deploy-{id}-replaced:1",
            .. PostgresCommand,
        ]);
        await server.WaitAsync();
    }

    /// <summary>Containers that Springform made for this project and did not remove.</summary>
    internal Task<string[]> LeftContainersAsync() =>
        workshop.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=springform.lock={Project.PathOf(".springform/lock")}");

    public async ValueTask DisposeAsync()
    {
        foreach (var container in containers)
            await workshop.DockerAsync("rm", "--force", "--volumes", container);
        if (project is null)
            return;
        await workshop.RemoveImagesAsync(image => image.Contains(id, StringComparison.Ordinal));
        project.Dispose();
    }

    private const string Bin = "/usr/lib/postgresql/17/bin";

    private static readonly string[] PostgresCommand =
    [
        "setpriv",
        "--reuid=postgres",
        "--regid=postgres",
        "--clear-groups",
        $"{Bin}/postgres",
        "-D",
        "/srv/pg",
        "-c",
        "fsync=off",
    ];

    private static string Dockerfile =>
        $$"""
            FROM debian:trixie
            RUN apt-get update -q && apt-get install -qy --no-install-recommends postgresql-17 gcc libc6-dev \
                && cd /tmp && apt-get download postgresql-server-dev-17 && dpkg -x postgresql-server-dev-17*.deb / && rm -rf /tmp/*.deb /var/lib/apt/lists/*
            RUN install -d -o postgres /srv/pg /run/postgresql && su postgres -s /bin/sh -c "{{Bin}}/initdb -D /srv/pg --auth=trust --no-sync" \
                && sed -i '1ilocal all app scram-sha-256' /srv/pg/pg_hba.conf \
                && echo "CREATE ROLE app SUPERUSER LOGIN PASSWORD '{{Password}}'" | su postgres -s /bin/sh -c "{{Bin}}/postgres --single -D /srv/pg postgres"

            """;

    private const string Source = """
        #include "postgres.h"
        #include "fmgr.h"
        #include <stdlib.h>
        #include <unistd.h>
        PG_MODULE_MAGIC;
        PG_FUNCTION_INFO_V1(tiny_answer);
        Datum tiny_answer(PG_FUNCTION_ARGS) { PG_RETURN_INT32(ANSWER); }
        void _PG_init(void)
        {
        #ifdef CRASH
            abort();
        #endif
        #ifdef PICKY
            if (access("/var/tmp/refuse", F_OK) == 0)
                elog(ERROR, "this server is refused");
        #endif
        }

        """;
}
