using System.Globalization;
using System.Text;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Benchmarks;

/// <summary>
/// A release of 40 assets of 5 MB on a server with a round trip of 50 ms and 20 MB/s per connection, against the same files sent one after another with curl;
/// the goal: 0.4x. And the memory of publishing one asset of 2 GB; the goal: 150 MB.
/// </summary>
internal static class Publishing
{
    private const int Assets = 40;
    private const int AssetBytes = 5_000_000;
    private const long LargeBytes = 2L << 30;
    private const double Goal = 0.4;
    private const int GoalMegabytes = 150;
    private const string Tag = "v1.0.0";

    private static readonly FakeOptions Slow = new()
    {
        Latency = TimeSpan.FromMilliseconds(50),
        BytesPerSecond = 20_000_000,
        KeepsContent = false,
    };

    internal static async Task<int> RunAsync()
    {
        Console.WriteLine("whole processes, medians of 3; the baseline is curl, one file after another");
        using (var many = await ManyAsync())
        {
            var curl = await MeasuredProcess.MedianAsync(() => CurlAsync(many));
            var ours = await MeasuredProcess.MedianAsync(() => PublishAsync(many, Slow));
            Ratio.Print($"{Assets} assets of 5 MB", ours, curl, Goal);
        }

        using var large = await LargeAsync();
        var run = await PublishAsync(large, new FakeOptions { KeepsContent = false });
        Console.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0,-28}ours {1,8:F2} s  peak memory {2:F0} MB  (goal < {3} MB)",
                "one asset of 2 GB",
                run.Elapsed.TotalSeconds,
                run.PeakBytes / 1e6,
                GoalMegabytes
            )
        );
        return 0;
    }

    private static async Task<MeasuredProcess> PublishAsync(Sandbox sandbox, FakeOptions options)
    {
        await using var server = await FakeGitHubServer.StartAsync(options);
        server.Repository.SetTag(new FakeTag(Tag, await sandbox.HeadAsync()));
        var run = await Host.RunAsync(
            sandbox.Project,
            new Dictionary<string, string?>
            {
                ["GITHUB_API_URL"] = server.Api,
                ["GITHUB_REPOSITORY"] = "octo/hello",
                ["GITHUB_TOKEN"] = options.Token,
            },
            "--target=Publish"
        );
        return server.Repository.Releases is [{ Draft: false }] ? run : throw new InvalidOperationException("the release is not public");
    }

    private static async Task<MeasuredProcess> CurlAsync(Sandbox sandbox)
    {
        await using var server = await FakeGitHubServer.StartAsync(Slow);
        var draft = server.Repository.Create("the benchmark", new ReleaseChange { TagName = Tag, Draft = true });
        var loop =
            "for file in \"$1\"/*.tar; do curl --silent --show-error --fail --output /dev/null --header \"Authorization: token $TOKEN\" "
            + "--header 'Content-Type: application/x-tar' "
            + $"--data-binary \"@$file\" \"{server.Uploads}/repos/octo/hello/releases/{draft.Id}/assets?name=${{file##*/}}\" || exit 1; done";
        var run = await MeasuredProcess.RunAsync(
            ["bash", "-c", loop, "-", Path.Combine(sandbox.Project, "dist")],
            new Dictionary<string, string?> { ["TOKEN"] = server.Options.Token }
        );
        return server.Repository.Assets(draft.Id).Count(asset => asset.State == "uploaded") == Assets
            ? run
            : throw new InvalidOperationException("curl did not send all");
    }

    private static Task<Sandbox> ManyAsync() =>
        BuiltAsync(
            Enumerable.Range(0, Assets).Select(index => $"part{index:00}").ToList(),
            (path, index) =>
            {
                var bytes = new byte[AssetBytes];
                new Random(index).NextBytes(bytes);
                File.WriteAllBytes(path, bytes);
            }
        );

    private static Task<Sandbox> LargeAsync() =>
        BuiltAsync(
            ["large"],
            (path, _) =>
            {
                using var file = File.Create(path);
                file.SetLength(LargeBytes);
            }
        );

    /// <summary>A tagged project whose dist/ is built: an uncompressed archive of each file.</summary>
    private static async Task<Sandbox> BuiltAsync(IReadOnlyList<string> names, Action<string, int> write)
    {
        var sandbox = new Sandbox();
        var yaml = new StringBuilder("name: hello\nversion: 1.0.0\ntargets: {any: linux/amd64}\nrelease: {github: {}}\npackages:\n");
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
        {
            write(Path.Combine(sandbox.Project, name), index);
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{archive: {name}.tar, files: [{name}], checksums: []}}\n");
        }

        sandbox.Write("springform.yaml", yaml.ToString());
        sandbox.Write(".gitignore", ".springform/\ndist/\n");
        await sandbox.CommitAsync();
        await sandbox.TagAsync(Tag);
        await Host.RunAsync(sandbox.Project, "--target=Dist");
        return sandbox;
    }
}
