using System.IO.Enumeration;
using Springform.Abi.Native;
using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>
/// Programs and libraries for Windows and macOS, as far as their formats tell: what they import comes along, or every such system has it
/// (<c>Abi/Data/windows.json</c>, <c>macos.json</c>); and they start on the oldest macOS that a policy names.
/// </summary>
/// <param name="further">names or globs that are allowed besides, abi.libraries</param>
/// <param name="oldest">macOS; null: whichever</param>
internal sealed class NativeRule(IReadOnlyList<string> further, VersionNumber? oldest)
{
    /// <param name="platforms">what the artifact is for; files for others are none of this rule's. Empty: whatever they are for</param>
    public IEnumerable<Violation> Check(IReadOnlyList<NativeFile> files, IReadOnlyList<NativePlatform> platforms)
    {
        var held = files.Where(file => MachineRule.Fits(file.Image.RunsOn, platforms)).ToList();
        var names = held.SelectMany(NamesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return held.SelectMany(file => Libraries(file, names).Concat(Versions(file, platforms)));
    }

    private IEnumerable<Violation> Libraries(NativeFile file, HashSet<string> names)
    {
        var isWindows = file.Image.Format == "PE";
        return file
            .Image.Libraries.Where(library => !(isWindows ? AllowsWindows(library, names) : AllowsMac(library, names)))
            .Select(library => new Violation(
                ErrorCode.LibraryNotAllowed,
                file.Path,
                $"needs the library {library}, which does not come along, and not every {(isWindows ? "Windows" : "macOS")} has it",
                isWindows
                    ? "link it statically (mingw: -static, MSVC: /MT), pack it beside the program, or add it to abi.libraries of this target"
                    : "link it statically, pack it and name it @rpath/... or @loader_path/..., or add it to abi.libraries of this target",
                []
            ));
    }

    private IEnumerable<Violation> Versions(NativeFile file, IReadOnlyList<NativePlatform> platforms) =>
        file
            .Image.MinimumOs.Where(part =>
                oldest is not null && part.Version > oldest && (platforms.Count == 0 || platforms.Any(platform => platform.Runs(part.Platform)))
            )
            .Select(part => new Violation(
                ErrorCode.VersionTooNew,
                file.Path,
                $"starts on macOS {part.Version} and newer ({part.Platform.Words}), macos {oldest} allows up to {oldest}",
                "compile and link it with -mmacosx-version-min (or MACOSX_DEPLOYMENT_TARGET), or raise the version in abi",
                []
            ));

    private bool AllowsWindows(string library, HashSet<string> names) =>
        names.Contains(library) || Matches(PolicyData.Current.WindowsLibraries.Concat(further), library, ignoreCase: true);

    /// <summary>The loader looks for a path where it says, and for one with @ beside the program.</summary>
    private bool AllowsMac(string library, HashSet<string> names) =>
        (library.StartsWith('@') && names.Contains(LastPart(library)))
        || Matches(PolicyData.Current.MacLibraries, library, ignoreCase: false)
        || Matches(further, library, ignoreCase: false)
        || Matches(further, LastPart(library), ignoreCase: false);

    private static IEnumerable<string> NamesOf(NativeFile file) => new[] { file.Path, file.Image.Name }.OfType<string>().Select(LastPart);

    private static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '!']) + 1)..];

    private static bool Matches(IEnumerable<string> patterns, string name, bool ignoreCase) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase));
}
