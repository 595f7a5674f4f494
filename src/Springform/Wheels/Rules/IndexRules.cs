using System.Text;
using Springform.Archives;
using Springform.Archives.Zip;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Wheels.Rules;

/// <summary>
/// What PyPI's upload code refuses, asked of a finished wheel or source distribution before anything is uploaded. Source: warehouse/forklift/legacy.py,
/// metadata.py, warehouse/utils/zipfiles.py and wheel.py of github.com/pypi/warehouse, commit 6b62157 of 2026-08-21. Not asked: whether classifiers are on
/// PyPI's list, malware scans, and whether the file is there already.
/// </summary>
internal static class IndexRules
{
    private const int MaxTextBytes = 4 << 20;
    private const long RatioMinBytes = 64L << 20;
    private const int MaxRatio = 50;

    /// <param name="name">of the file, which the index takes name, version and tags from</param>
    /// <param name="path">full</param>
    /// <param name="limitMiB">the most that the index takes of one file; null: not known</param>
    /// <returns>what is wrong, one sentence each, that begins with the file's name; empty: nothing</returns>
    /// <exception cref="SpringformException">E502, E503 an unsafe or damaged archive</exception>
    public static async Task<IReadOnlyList<string>> BrokenAsync(string name, string path, int? limitMiB, CancellationToken cancellation)
    {
        var isWheel = name.EndsWith(".whl", StringComparison.Ordinal);
        var broken = new List<string>();
        var packed = new FileInfo(path).Length;
        if (packed > (long?)limitMiB << 20)
        {
            broken.Add($"has {packed >> 20} MiB, and the index takes {limitMiB} (wheels.index.file_limit, where more was granted)");
        }

        if (isWheel)
        {
            List<ZipFault> faults = [.. ZipFraming.Faults(path).Where(fault => fault.Kind != ZipFaultKind.Needless)];
            broken.AddRange(faults.Select(fault => fault.What));
            if (faults.Count > 0)
            {
                return [.. broken.Select(Sentence)];
            }
        }

        var (files, texts) = await ReadAsync(path, cancellation);
        broken.AddRange(isWheel ? WheelRules.Broken(name, files, texts) : SdistRules.Broken(name, files, texts));
        var unpacked = files.Values.Sum();
        if (isWheel && unpacked > RatioMinBytes && unpacked / packed >= MaxRatio)
        {
            broken.Add($"unpacks to {unpacked / packed} times its size, and {MaxRatio} is the most for more than {RatioMinBytes >> 20} MiB");
        }

        return [.. broken.Select(Sentence)];

        string Sentence(string what) => $"{name} {what}";
    }

    /// <summary>Sizes of all files by path, and the texts that are looked into.</summary>
    private static async Task<(IReadOnlyDictionary<string, long> Files, IReadOnlyDictionary<string, string> Texts)> ReadAsync(
        string path,
        CancellationToken cancellation
    )
    {
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await new ArchiveReader().ReadAsync(
            path,
            (item, content) =>
            {
                if (item.Kind == ArchiveEntryKind.Directory)
                    return;
                files[item.Path] = item.SizeBytes;
                if (item.Kind == ArchiveEntryKind.File && IsText(item.Path) && item.SizeBytes <= MaxTextBytes)
                    texts[item.Path] = new StreamReader(content, Encoding.UTF8).ReadToEnd();
            },
            cancellation
        );
        return (files, texts);
    }

    private static bool IsText(string path) => path.Split('/') is [_, "PKG-INFO" or "METADATA" or "RECORD" or "WHEEL" or "entry_points.txt"];
}
