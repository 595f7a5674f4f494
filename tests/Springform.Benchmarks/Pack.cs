using Springform.Archives;

namespace Springform.Benchmarks;

/// <summary>The process under test: what <c>tar -czf x &amp;&amp; md5sum x &amp;&amp; sha256sum x</c> does, in one pass.</summary>
internal static class Pack
{
    internal const string PeakPrefix = "peak KiB ";

    private const long Epoch = 1_700_000_000;

    internal static async Task<int> RunAsync(string directory, string archive)
    {
        var packed = await new ArchivePacker().PackAsync(DirectoryEntries.Below(directory), archive, Epoch, CancellationToken.None);
        Console.WriteLine($"{packed.Md5}  {archive}");
        Console.WriteLine($"{packed.Sha256}  {archive}");
        if (OperatingSystem.IsLinux())
        {
            var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            Console.WriteLine(PeakPrefix + new string([.. peak.Where(char.IsAsciiDigit)]));
        }

        return 0;
    }
}
