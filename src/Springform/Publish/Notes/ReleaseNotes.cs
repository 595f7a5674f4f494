using Octokit;
using Springform.Config;
using Springform.Facts;
using Springform.Files;
using Springform.Plan;

namespace Springform.Publish.Notes;

/// <summary>The text of a release: what changed, then which files there are.</summary>
public sealed class ReleaseNotes(GitHubApi api, GitReader git, NotesConfig config, string projectFolder)
{
    /// <summary>GitHub refuses longer ones.</summary>
    private const int MaximumCharacters = 125_000;

    /// <summary>Of the list of commits, so that the files have room beside it.</summary>
    private const int MostOfCommits = 60_000;

    private const string FromGitHub = "github";

    public async Task<string> OfAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        var table = AssetTable.Of(request.Assets);
        var checksums = AssetTable.Checksums(request.Assets);
        var changes = (await ChangesAsync(request, cancellation)).Trim();
        string[] forms = [$"{changes}\n\n{table}{checksums}", $"{changes}\n\n{table}", $"{changes}\n\nchecksums.txt lists the files.\n"];
        return forms.FirstOrDefault(form => form.Length <= MaximumCharacters)?.TrimStart() ?? throw new SpringformException(new Problem(
            ErrorCode.NotReleasable, $"the notes have {changes.Length} characters, and GitHub takes {MaximumCharacters}", "release.github.notes", "shorten them"));
    }

    private async Task<string> ChangesAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        if (config.File is { } file)
        {
            return await File.ReadAllTextAsync(PlainFile.Required(Path.Combine(projectFolder, file)), cancellation);
        }

        if (config.From == FromGitHub)
        {
            var asked = new GenerateReleaseNotesRequest(request.Tag) { TargetCommitish = request.Commit };
            return (await api.PostAsync<GeneratedNotes>(asked, cancellation, "releases", "generate-notes")).Body;
        }

        var history = new History(git);
        return CommitNotes.Of(history.Since(history.TagBefore(request)), MostOfCommits);
    }
}
