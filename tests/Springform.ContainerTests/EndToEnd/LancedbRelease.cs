using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Springform.Archives;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests;
using Springform.Tests.Abi;
using Springform.Tests.Abi.Native;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// examples/lancedb-go as its maintainer releases it: built, joined with what a Mac made, published at native-v1.0.0, pinned, and tagged as the Go module
/// v1.0.0. Then Go runs in the builder's image, as whoever runs the tests.
/// </summary>
public sealed class LancedbRelease(Workshop workshop) : IAsyncLifetime
{
    private readonly ExampleBuild<Examples.Lancedb> build = new(workshop);
    private FakeGitHubServer? server;

    internal FakeGitHubServer Server => server ?? throw new InvalidOperationException("Require() comes first");

    /// <summary>What the maintainer has.</summary>
    internal string Folder => build.Project.Folder;

    internal string Beside(string name) => Directory.CreateDirectory(build.Project.Beside(name)).FullName;

    public async ValueTask InitializeAsync()
    {
        await build.InitializeAsync();
        if (!ExampleCopy.IsWanted || workshop.Missing is not null)
            return;
        build.Require();
        server = await FakeGitHubServer.StartAsync(new FakeOptions { Owner = "lancedb", Repository = "lancedb-go" });
        await PublishAsync();
        Pin();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        await build.DisposeAsync();
    }

    /// <summary>First line of every fact: skips or fails where there is nothing to look at.</summary>
    internal void Require() => build.Require();

    /// <summary>A clean checkout of the module's tag.</summary>
    internal string Checkout(string name) => build.Clone(name);

    /// <summary>Runs a shell command where Go is, and Rust only where it is wanted.</summary>
    /// <param name="folder">the working folder</param>
    /// <param name="cache">the name of the cache that the user has: of archives and of modules</param>
    internal CommandResult Go(string folder, string cache, string command, string network = "host", bool hasRust = false, params string[] variables)
    {
        // What Go compiled is shared: the first run compiles half its library.
        List<string> words =
        [
            "docker",
            "run",
            "--rm",
            $"--network={network}",
            "--user",
            Id(),
            "--volume",
            $"{folder}:/src",
            "--volume",
            $"{Beside(cache)}:/home/me",
            "--volume",
            $"{Beside("go-build")}:/go-build",
            "--volume",
            $"{Beside("proxy")}:/proxy:ro",
            "--env",
            "HOME=/home/me",
            "--env",
            "GOCACHE=/go-build",
            "--env",
            "GOPROXY=file:///proxy",
            "--env",
            "GOSUMDB=off",
            "--env",
            "GOFLAGS=-mod=mod",
        ];
        words.AddRange(variables.SelectMany(variable => new[] { "--env", variable }));
        words.AddRange(hasRust ? [] : ["--volume", "/dev/null:/usr/bin/cargo", "--volume", "/dev/null:/usr/bin/rustc"]);
        return Command.Run(folder, [.. words, "--workdir", "/src", "lancedb-go-builder:v1", "sh", "-c", command]);
    }

    /// <summary>The module v1.0.0 as a proxy of modules serves it, from files.</summary>
    internal void ServeModule()
    {
        var folder = Path.Combine(Beside("proxy"), "github.com/lancedb/lancedb-go/@v");
        Directory.CreateDirectory(folder);
        build.Project.Git("archive", "--format=zip", "--prefix=github.com/lancedb/lancedb-go@v1.0.0/", $"--output={folder}/v1.0.0.zip", "v1.0.0");
        File.Copy(Path.Combine(Folder, "go.mod"), Path.Combine(folder, "v1.0.0.mod"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "v1.0.0.info"), "{\"Version\":\"v1.0.0\"}");
        File.WriteAllText(Path.Combine(folder, "list"), "v1.0.0\n");
    }

    private async Task PublishAsync()
    {
        var project = build.Project;
        Server.Repository.SetTag(new FakeTag("native-v1.0.0", project.Git("rev-parse", "HEAD").Trim()));
        var part = project.Beside("part");
        Directory.Move(project.PathOf("dist"), part);
        var mac = Beside("mac");
        foreach (var (name, processor) in new[] { ("darwin_amd64", 0x01000007u), ("darwin_arm64", 0x0100000Cu) })
        {
            var library = ArchiveBytes.Ar(("lancedb_go.o/", NativeBytes.Mach(processor, type: 1)));
            ArchiveEntry[] entries =
            [
                ArchiveEntry.FromBytes("liblancedb_go.a", library),
                ArchiveEntry.FromBytes("include/lancedb.h", await File.ReadAllBytesAsync(project.PathOf("include/lancedb.h"))),
            ];
            var archive = Path.Combine(mac, $"lancedb-go-native-{name}.tar.gz");
            await new ArchivePacker().PackAsync(entries, archive, 0, TestContext.Current.CancellationToken);
            await File.AppendAllTextAsync(
                Path.Combine(mac, "SHA256SUMS"),
                $"{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive)))}  {Path.GetFileName(archive)}\n"
            );
        }

        project.Run("--target=Merge", $"--from={part}", $"--from={mac}").Ends(0);
        project.Run("--target=Publish", $"GITHUB_API_URL={Server.Api}", "GITHUB_REPOSITORY=lancedb/lancedb-go", $"GITHUB_TOKEN={Server.Options.Token}").Ends(0);
    }

    /// <summary>Pages of the real GitHub are on one host, those of the fake one on another: the address of the folder says so.</summary>
    private void Pin()
    {
        var project = build.Project;
        project.Replace(
            "springform.yaml",
            "    github: lancedb/lancedb-go\n    tag: native-v{version}\n",
            $"    url: {Server.Web}/lancedb/lancedb-go/releases/download/native-v{{version}}/\n    version: 1.0.0\n"
        );
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0).Says("lancedb: pinned at 1.0.0, 5 archives");
        project.Run("--target=FetchClient", "--language=go", "--file=internal/binaries/download.go").Ends(0);
        project.Commit("Pin native 1.0.0");
        project.Git("tag", "v1.0.0");
    }

    private static string Id() => string.Create(CultureInfo.InvariantCulture, $"{Output("id", "-u")}:{Output("id", "-g")}");

    private static string Output(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
