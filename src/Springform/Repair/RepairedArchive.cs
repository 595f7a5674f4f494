using Springform.Plan;

namespace Springform.Repair;

/// <summary>What repair did.</summary>
/// <param name="Libraries">that were brought along, by path</param>
/// <param name="Added">libraries and licences: full path by path in the archive</param>
/// <param name="Changed">files of the archive that were rewritten</param>
/// <param name="Lines">for the log</param>
internal sealed record RepairedArchive(
    IReadOnlyList<BundledLibrary> Libraries,
    IReadOnlyDictionary<string, string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Lines
);
