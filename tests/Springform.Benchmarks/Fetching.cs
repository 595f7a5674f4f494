using System.Globalization;

namespace Springform.Benchmarks;

/// <summary>
/// A library of static archives, downloaded, verified and unpacked, against curl, sha256sum and tar: one after another, as one pipe, and by several connections
/// of aria2c where the server gives each 10 MB/s. Then the same with nothing to do, against an empty .NET program.
/// </summary>
internal sealed class Fetching(Sandbox sandbox, FileServer server, string archive)
{
    private const long SlowBytesPerSecond = 10_000_000;
    private const int MemoryGoalMegabytes = 100;
    private const string OneAfterAnother = "curl -fsSO \"$1\"; sha256sum --check --quiet \"$2\"; tar -xzf \"${1##*/}\"";

    private const string OnePipe = """
        mkfifo hash
        sha256sum <hash >sum &
        curl -fsS "$1" | tee hash | pigz -dc | tar -xf -
        wait
        [ "$(cut -d' ' -f1 sum)" = "$(cut -d' ' -f1 "$2")" ]
        """;

    private const string SeveralConnections = """
        aria2c -q -x 8 -s 8 -k 1M "$1"
        sha256sum --check --quiet "$2"
        tar -xzf "${1##*/}"
        """;

    private static readonly FixedTree StaticLibraries = new(
        "static libraries",
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/gcc/x86_64-linux-gnu"],
        path => Path.GetExtension(path) == ".a" && new FileInfo(path).Length > 10_000 && !path.Contains("/valgrind/", StringComparison.Ordinal)
    );

    private readonly Dictionary<string, string?> variables = new() { ["SPRINGFORM_CACHE"] = sandbox.Beside("cache") };

    internal static async Task<int> RunAsync(int megabytes)
    {
        using var sandbox = new Sandbox();
        await using var server = await FileServer.StartAsync(Path.Combine(sandbox.Project, "dist"));
        var distinct = StaticLibraries.Make(Path.Combine(sandbox.Project, "native"), megabytes * 1_000_000L);
        sandbox.Write(".gitignore", ".springform/\ndist/\nfetched/\n*.lock\n");
        sandbox.Write(
            "springform.yaml",
            $$"""
            name: demo
            version: 1.0.0
            targets:
              x:
                platform: linux/amd64
                smoke: {skip: "static libraries only"}
            packages: [{archive: "demo-{arch}.tar.gz", files: ["native/**"]}]
            fetch_index: {}
            fetch:
              demo: {url: "{{server.Address}}", version: 1.0.0, into: fetched}

            """
        );
        await sandbox.CommitAsync();
        await Host.RunAsync(sandbox.Project, "--target=Dist");
        await Host.RunAsync(sandbox.Project, "--target=UpdatePins", "--pins=fetch");
        var archive = Directory.GetFiles(Path.Combine(sandbox.Project, "dist"), "demo-*.tar.gz").Single();
        Console.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} cores; {1:F0} MB of static libraries ({2:F0} MB of them distinct) in {3:F0} MB of tar.gz; whole processes, medians of 3",
                Environment.ProcessorCount,
                megabytes,
                distinct / 1e6,
                new FileInfo(archive).Length / 1e6
            )
        );
        await new Fetching(sandbox, server, archive).CompareAsync();
        return 0;
    }

    private async Task CompareAsync()
    {
        var ours = await MeasuredProcess.MedianAsync(FreshAsync);
        Ratio.Print("curl, sha256sum, tar", ours, await MeasuredProcess.MedianAsync(() => ByHandAsync(OneAfterAnother)), 0.5);
        Ratio.Print("one pipe with pigz", ours, await MeasuredProcess.MedianAsync(() => ByHandAsync(OnePipe)), 1.1);
        server.BytesPerSecond = SlowBytesPerSecond;
        var slow = await FreshAsync();
        Ratio.Print("10 MB/s: curl", slow.Elapsed.TotalSeconds, (await ByHandAsync(OneAfterAnother)).Elapsed.TotalSeconds, 0.2);
        Ratio.Print("10 MB/s: aria2c -x 8", slow.Elapsed.TotalSeconds, (await ByHandAsync(SeveralConnections)).Elapsed.TotalSeconds, 1.1);
        server.BytesPerSecond = 0;
        Console.WriteLine($"peak memory {slow.PeakBytes / 1e6:F0} MB  (goal < {MemoryGoalMegabytes} MB)");
        var cached = await MeasuredProcess.MedianAsync(FetchAsync);
        var empty = await EmptyProgram.BuildAsync(sandbox.Beside("empty"));
        Ratio.Print("cached: empty .NET program", cached, await MeasuredProcess.MedianAsync(() => MeasuredProcess.RunAsync(empty)), 10);
        await ShellClientAsync();
    }

    private Task<MeasuredProcess> FreshAsync()
    {
        foreach (var folder in new[] { Path.Combine(sandbox.Project, "fetched"), sandbox.Beside("cache") }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        return FetchAsync();
    }

    private Task<MeasuredProcess> FetchAsync() => Host.RunAsync(sandbox.Project, variables, "--target=Fetch", "--origin=binary");

    private async Task ShellClientAsync()
    {
        await Host.RunAsync(sandbox.Project, "--target=FetchClient", "--language=sh");
        var client = Directory.GetFiles(sandbox.Project, "fetch-*.sh").Single();
        IReadOnlyList<string> command = ["sh", "-ec", "cd \"$1\"; exec sh \"$2\"", "sh", sandbox.Project, client];
        await MeasuredProcess.RunAsync(command, variables);
        Console.WriteLine(
            $"cached: the sh client {await MeasuredProcess.MedianAsync(() => MeasuredProcess.RunAsync(command, variables)):F2} s  (goal <= 0.1 s)"
        );
    }

    private Task<MeasuredProcess> ByHandAsync(string script)
    {
        var folder = sandbox.Beside("by-hand");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var url = server.Address.Replace("{version}", "1.0.0", StringComparison.Ordinal) + Path.GetFileName(archive);
        return MeasuredProcess.RunAsync("sh", "-ec", $"cd \"$3\"; {script}", "sh", url, archive + ".sha256", folder);
    }
}
