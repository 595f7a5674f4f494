using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A workflow of GitHub Actions that makes releases today: it stays, and whoever reads the configuration should know of it.</summary>
internal static partial class ReleaseWorkflow
{
    private const string Folder = ".github/workflows";

    public static Draft Into(Draft draft, Repository repository)
    {
        var found = repository
            .Files(Folder, "*.yml")
            .Concat(repository.Files(Folder, "*.yaml"))
            .Where(file => Releases().IsMatch(repository.Text(file)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count == 0
            ? draft
            : draft.Noting($"{string.Join(", ", found.Take(3))} makes releases today, and stays: --target=Workflow writes one that does it from here.") with
            {
                IsReleased = true,
            };
    }

    [GeneratedRegex(
        "^[ ]*release:[ ]*$|\\bgh release (create|upload)\\b|action-gh-release|upload-release-asset|goreleaser-action|ncipollo/release-action",
        RegexOptions.Multiline
    )]
    private static partial Regex Releases();
}
