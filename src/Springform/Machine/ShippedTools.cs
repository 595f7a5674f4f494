using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace Springform.Machine;

/// <summary>Programs that a release of Springform brings along in <c>tools/&lt;arch&gt;/</c> beside itself; in a source checkout those of PATH.</summary>
internal static class ShippedTools
{
    private static string Kernel => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    /// <returns>full path, or the bare name for PATH to find</returns>
    public static string Find(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "tools", Kernel, name);
        return File.Exists(path) ? path : name;
    }

    /// <summary>
    /// All that there are, the preferred one first: beside this program, of PATH, and in a source checkout the one that its own Dist has made.
    /// </summary>
    /// <param name="scratch">where the last one is unpacked to</param>
    public static IReadOnlyList<string> All(string name, ProcessEnvironment environment, string scratch)
    {
        var own = Find(name);
        return own == name ? [.. environment.FindExecutables(name), .. OfCheckout(name, scratch)] : [own, .. environment.FindExecutables(name)];
    }

    // The host lies below artifacts/ of the checkout that it was built from; a blob is NAME.KEY.CHECK.tar and holds bin/<arch>/NAME.
    private static IEnumerable<string> OfCheckout(string name, string scratch)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Springform.slnx")))
            root = root.Parent;
        if (root is null || new DirectoryInfo(Path.Combine(root.FullName, "tools-cache")) is not { Exists: true } cache)
            yield break;
        foreach (var blob in cache.EnumerateFiles($"{name}-{Kernel}.*.tar").OrderByDescending(blob => blob.LastWriteTimeUtc).Take(1))
        {
            using var reader = new TarReader(blob.OpenRead());
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.Name != $"bin/{Kernel}/{name}")
                    continue;
                var folder = Path.Combine(scratch, "tools");
                Directory.CreateDirectory(folder);
                var path = Path.Combine(folder, name);
                entry.ExtractToFile(path, overwrite: true);
                yield return path;
            }
        }
    }
}
