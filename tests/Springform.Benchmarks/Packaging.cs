namespace Springform.Benchmarks;

/// <summary>
/// tar.gz with MD5 and SHA-256 of three fixed trees: gzip, pigz and ours in turn, three rounds, medians. The goals: 0.2x of
/// gzip's time, 0.45x of pigz's, 1.04x of gzip's size, 200 MB of memory.
/// </summary>
internal static class Packaging
{
    private const int Rounds = 3;
    private const string Gzip = "tar -czf \"$1\" -C \"$2\" . && md5sum \"$1\" && sha256sum \"$1\"";
    private const string Pigz = "tar -I pigz -cf \"$1\" -C \"$2\" . && md5sum \"$1\" && sha256sum \"$1\"";

    internal static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var sizeBytes = (args.Count > 0 ? long.Parse(args[0]) : 400) * 1_000_000;
        var folder = args.Count > 1 ? args[1] : Path.Combine(Path.GetTempPath(), "springform-packaging-benchmark");
        Console.WriteLine($"{Environment.ProcessorCount} cores, {sizeBytes / 1_000_000} MB per tree, {Rounds} rounds, medians");
        Console.WriteLine("tree           gzip s   pigz s   ours s   /gzip   /pigz    size  peak MB");
        try
        {
            foreach (var tree in FixedTree.All)
                await CompareAsync(tree, folder, sizeBytes);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task CompareAsync(FixedTree tree, string folder, long sizeBytes)
    {
        var source = Path.Combine(folder, tree.Name);
        var distinct = tree.Make(source, sizeBytes);
        var (gzipFile, pigzFile, ourFile) = (source + ".gzip.tgz", source + ".pigz.tgz", source + ".ours.tgz");
        var (gzip, pigz, ours) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        var peak = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            gzip.Add((await MeasuredProcess.RunAsync("bash", "-c", Gzip, "-", gzipFile, source)).Elapsed);
            pigz.Add((await MeasuredProcess.RunAsync("bash", "-c", Pigz, "-", pigzFile, source)).Elapsed);
            var run = await MeasuredProcess.RunAsync(Path.Combine(AppContext.BaseDirectory, "Springform.Benchmarks"), "pack", source, ourFile);
            ours.Add(run.Elapsed);
            peak = Math.Max(peak, PeakBytes(run.Output));
        }

        var size = (double)new FileInfo(ourFile).Length / new FileInfo(gzipFile).Length;
        Console.WriteLine(
            "{0,-12}{1,9:F2}{2,9:F2}{3,9:F2}{4,8:F3}{5,8:F3}{6,8:F3}{7,9:F0}   ({8} MB of different files)",
            tree.Name,
            Seconds(gzip),
            Seconds(pigz),
            Seconds(ours),
            Seconds(ours) / Seconds(gzip),
            Seconds(ours) / Seconds(pigz),
            size,
            peak / 1e6,
            distinct / 1_000_000
        );
        Directory.Delete(source, recursive: true);
    }

    private static double Seconds(List<TimeSpan> runs) => runs.Order().ElementAt(runs.Count / 2).TotalSeconds;

    private static long PeakBytes(string output) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith(Pack.PeakPrefix, StringComparison.Ordinal))
            .Select(line => long.Parse(line[Pack.PeakPrefix.Length..]) * 1024)
            .Single();
}
