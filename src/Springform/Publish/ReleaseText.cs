using Springform.Errors;
using Springform.Names;
using Springform.Publish.GitHub;
using Springform.Publish.Notes;

namespace Springform.Publish;

/// <summary>What a release says about itself: what springform.yaml and the commits say, where nobody wrote something else on GitHub.</summary>
/// <param name="Prerelease">by version or channel, or because somebody marked the draft as one</param>
internal sealed record ReleaseText(string Title, string Body, bool Prerelease)
{
    /// <summary>GitHub refuses longer ones.</summary>
    private const int MaximumCharacters = 125_000;

    /// <param name="changes">Markdown: what changed</param>
    /// <param name="existing">the draft, or the public release that is changed; null: there is none</param>
    /// <exception cref="SpringformException">E601 the notes are too long, or broken</exception>
    public static ReleaseText Of(ReleaseRequest request, string changes, RemoteRelease? existing)
    {
        var body = BodyOf(existing);
        var isForeignTitle = body.IsForeignTitle(existing?.Name);
        var title = isForeignTitle ? existing!.Name! : request.Title;
        var (table, checksums) = (AssetTable.Of(request.Assets), AssetTable.Checksums(request.Assets));
        string[] forms = [table + checksums, table, $"{DistFile.Checksums} lists the files.\n", .. body.HasForeignWords ? [""] : Array.Empty<string>()];
        var text = forms.Select(form => body.With(changes, form, isForeignTitle ? null : title)).FirstOrDefault(form => form.Length <= MaximumCharacters);
        return new ReleaseText(title, text ?? throw TooLong(changes.Length), request.Prerelease || existing?.Prerelease == true);
    }

    internal static ReleaseBody BodyOf(RemoteRelease? release) => ReleaseBody.Parse(release?.Body, $"release {release?.Id}");

    private static SpringformException TooLong(int length) =>
        new(
            new Problem(
                ErrorCode.NotReleasable,
                $"the notes have {length} characters, and GitHub takes {MaximumCharacters}",
                "release.github.notes",
                "shorten them"
            )
        );
}
