using Octokit;
using Springform.Config;
using Springform.Facts;
using Springform.Files;
using Springform.Publish.GitHub;

namespace Springform.Publish.Notes;

/// <summary>What changed, as a release tells it: the commits, GitHub's generator or a file of the project.</summary>
internal sealed class ReleaseNotes(GitHubApi api, GitReader git, NotesConfig config, string projectFolder)
{
    /// <summary>Of the list of commits, so that the files have room beside it.</summary>
    private const int MostOfCommits = 60_000;

    private const string FromGitHub = "github";

    /// <returns>Markdown</returns>
    public async Task<string> OfAsync(ReleaseRequest request, CancellationToken cancellation)
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
