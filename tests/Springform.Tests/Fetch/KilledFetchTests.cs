using System.Globalization;
using System.Security.Cryptography;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Fetch;

/// <summary>kill -9 while an archive is coming, then again from there: never a bad file in place, and hardly a byte twice.</summary>
public sealed class KilledFetchTests : IAsyncLifetime
{
    private const int ArchiveBytes = 6 << 20;

    private const int Kills = 4;

    private readonly FaultServer server = new();
    private readonly FetchingProject project;

    public KilledFetchTests() =>
        project = new FetchingProject(
            $$"""
            name: demo
            version: 1.0.0
            targets: {x: linux/amd64, y: linux/arm64}
            packages: [{archive: "demo-{arch}.tar.gz", files: [{from: noise, to: lib/}]}]
            fetch_index: {}
            fetch:
              demo: {url: "{{server.Address}}{version}/", version: 1.0.0}

            """
        );

    public ValueTask InitializeAsync()
    {
        File.WriteAllBytes(project.PathOf("noise"), RandomNumberGenerator.GetBytes(ArchiveBytes));
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        server.ServeFolder(project.PathOf("dist"), "1.0.0/");
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_fetch_leaves_nothing_bad_and_the_next_goes_on()
    {
        var random = Campaign.Numbers(out var seed);
        for (var round = 1; round <= Campaign.Times(sample: 1, whole: 50); round++)
        {
            await KilledAgainAndAgainAsync(random, $"seed {seed}, round {round}");
            Directory.Delete(project.PathOf("lib"), recursive: true);
            Directory.Delete(project.Beside("cache"), recursive: true);
        }
    }

    private async Task KilledAgainAndAgainAsync(Random random, string which)
    {
        var noted = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            var limit = random.Next((1 << 20) + (1 << 16), ArchiveBytes / Kills);
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            server.Fault = (_, reply) => reply with { PauseAt = limit, Paused = reached.SetResult };
            using var run = project.Start("--target=Fetch", "--origin=binary");
            await reached.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            // What the server sent may still be in the socket's buffers.
            noted = await NotedAsync(beyond: noted);
            run.Signal("KILL");
            (await run.EndAsync()).ExitCode.ShouldNotBe(0);
            Directory
                .GetFiles(project.Folder, "noise", SearchOption.AllDirectories)
                .Where(path => !path.Contains(".fetching", StringComparison.Ordinal) && path.Contains("/lib/linux_", StringComparison.Ordinal))
                .ShouldBeEmpty(which);
        }

        server.Fault = (_, reply) => reply;
        var before = server.Requests.Count;
        project.Run("--target=Fetch", "--origin=binary").Ends(0);

        var place = Directory.GetFileSystemEntries(project.PathOf("lib")).ShouldHaveSingleItem(which);
        File.ReadAllBytes(Path.Combine(place, "lib/noise")).ShouldBe(File.ReadAllBytes(project.PathOf("noise")), which);
        Directory.GetFiles(project.Beside("cache"), "*.part*", SearchOption.AllDirectories).ShouldBeEmpty();
        var last = server.Requests.Skip(before).Where(request => request.Range is not null).ToList();
        last.ShouldHaveSingleItem(which).Range!.Value.From.ShouldBe(noted, which);
    }

    /// <summary>Waits until the download has noted more bytes than that.</summary>
    private async Task<long> NotedAsync(long beyond)
    {
        var more = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(project.Beside("cache")) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        return await more.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        // A line that is being written has no end yet.
        void Look()
        {
            var noted = Directory
                .GetFiles(watcher.Path, "*.part.log", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
                .SelectMany(text => text[..(text.LastIndexOf('\n') + 1)].Split('\n'))
                .Where(line => line.StartsWith("piece\t", StringComparison.Ordinal))
                .Select(line => long.Parse(line.Split('\t')[^1], CultureInfo.InvariantCulture))
                .LastOrDefault();
            if (noted > beyond)
                more.TrySetResult(noted);
        }
    }
}
