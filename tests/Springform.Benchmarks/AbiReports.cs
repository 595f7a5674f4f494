using System.Globalization;
using System.Runtime.InteropServices;

namespace Springform.Benchmarks;

/// <summary>
/// --target=AbiReport as a whole process over ELF files of this machine, all facts as JSON, against a loop of <c>readelf -Wa</c>. The goal: 0.05x.
/// </summary>
internal static partial class AbiReports
{
    private const double Goal = 0.05;

    private static readonly IReadOnlyList<string> Folders = ["/usr", "/opt", "/lib", "/root", "/home", "/var/lib"];

    internal static async Task<int> RunAsync(int wanted)
    {
        using var sandbox = new Sandbox();
        var count = Gather(sandbox.Project, wanted);
        if (count < wanted)
        {
            await Console.Error.WriteLineAsync($"this machine has {count} ELF files, {wanted} are wanted");
            return 1;
        }

        var ours = await MeasuredProcess.MedianAsync(() => Host.RunAsync(sandbox.Project, "--target=AbiReport", "--output=json", "--file", sandbox.Project));
        var baseline = await MeasuredProcess.RunAsync(
            "sh",
            "-c",
            "for file in \"$1\"/*; do readelf -Wa \"$file\" >/dev/null 2>&1; done",
            "sh",
            sandbox.Project
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"whole processes, {count} ELF files, ours the median of 3; the baseline is readelf -Wa, one file after another, with a warm file cache"
            )
        );
        Ratio.Print("ABI report", ours, baseline.Elapsed.TotalSeconds, Goal);
        return 0;
    }

    // Hard links: the same bytes, and the same folder for both.
    private static int Gather(string folder, int wanted)
    {
        var count = 0;
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (var path in Folders.Where(Directory.Exists).SelectMany(root => Directory.EnumerateFiles(root, "*", options)).Where(IsElf))
        {
            if (count == wanted)
                break;
            var name = Path.Combine(folder, $"{count:D6}-{Path.GetFileName(path)}");
            if (Link(path, name) != 0)
                File.Copy(path, name);
            count++;
        }

        return count;
    }

    private static bool IsElf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            Span<byte> head = stackalloc byte[4];
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("\u007fELF"u8);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string path);
}
