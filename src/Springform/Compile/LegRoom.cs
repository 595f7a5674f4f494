using System.Globalization;

namespace Springform.Compile;

/// <summary>How many legs this machine has room for now, and why not for more.</summary>
/// <param name="parallelism">at most so many</param>
/// <param name="isDefault">nobody asked for just this many: one per processor</param>
/// <param name="freeMemoryBytes">null where the system does not say</param>
/// <param name="freeDiskBytes">of the project's disk</param>
internal sealed class LegRoom(int parallelism, bool isDefault, Func<long?> freeMemoryBytes, Func<long> freeDiskBytes)
{
    // A compiler's usual need and what a leg's copy and outputs take; a leg alone always starts.
    private const double Gigabyte = 1e9;
    private const double MemoryPerLeg = 1;
    private const double DiskPerLeg = 2;

    /// <summary>This machine's.</summary>
    /// <param name="asked">--parallelism</param>
    /// <param name="folder">of the project</param>
    public static LegRoom Of(int? asked, string folder) =>
        new(asked ?? Environment.ProcessorCount, asked is null, FreeMemory, () => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);

    public int Parallelism => parallelism;

    /// <summary>Null: the next leg may start. Else the reason why it waits for the end of another one.</summary>
    public string? WhyWait(int running)
    {
        if (running == 0)
            return null;
        if (running >= parallelism)
            return isDefault ? $"{parallelism} at a time, one per processor" : $"{parallelism} at a time, as --parallelism says";
        var memory = freeMemoryBytes() / Gigabyte;
        if (memory < MemoryPerLeg)
            return string.Create(CultureInfo.InvariantCulture, $"{memory:F1} GB of memory free, a leg wants {MemoryPerLeg:F0} GB");
        var disk = freeDiskBytes() / Gigabyte;
        return disk < DiskPerLeg ? string.Create(CultureInfo.InvariantCulture, $"{disk:F1} GB of disk free, a leg wants {DiskPerLeg:F0} GB") : null;
    }

    /// <remarks>Source: proc(5), /proc/meminfo, MemAvailable in kB.</remarks>
    private static long? FreeMemory() => File.Exists("/proc/meminfo") ? FreeMemory(File.ReadLines("/proc/meminfo")) : null;

    /// <summary>In bytes.</summary>
    internal static long? FreeMemory(IEnumerable<string> meminfo) =>
        meminfo.FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
}
