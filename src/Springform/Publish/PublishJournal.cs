using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.Archives;
using Springform.Files;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>
/// What was done for a release and what is still open, in <c>.springform/publish/TAG.json</c>: for people, and for the next run. It is never believed about
/// what GitHub holds: that is asked anew. Replaced as a whole at each entry, and holds no secret.
/// </summary>
internal sealed class PublishJournal
{
    private readonly string path;
    private readonly TimeProvider clock;
    private readonly Lock turn = new();
    private PublishJournalDocument document;

    private PublishJournal(string path, TimeProvider clock, PublishJournalDocument document) =>
        (this.path, this.clock, this.document) = (path, clock, document);

    /// <summary>Drafts that this project's runs made.</summary>
    public IReadOnlyList<long> OwnDrafts => document.OwnDrafts;

    /// <summary>A run began and did not come to its end: something may be left to do even where the release is whole.</summary>
    public bool IsOpen => document.Open;

    /// <summary>An immutable release of the tag was deleted: its name never comes back.</summary>
    public bool IsBurned => document.Burned;

    /// <summary>One that cannot be read is begun anew.</summary>
    public static PublishJournal Open(string folder, GitHubRepository repository, string tag, TimeProvider clock) =>
        Open(folder, repository.Api.ToString(), repository.ToString(), tag, clock);

    private static PublishJournal Open(string folder, string api, string repository, string tag, TimeProvider clock)
    {
        var path = Path.Combine(folder, Uri.EscapeDataString(tag) + ".json");
        var empty = new PublishJournalDocument
        {
            Api = api,
            Repository = repository,
            Tag = tag,
        };
        var found = Read(path);
        return new PublishJournal(path, clock, found is not null && found.Api == empty.Api && found.Repository == empty.Repository ? found : empty);
    }

    /// <summary>A publisher's run of this key came to a good end.</summary>
    public bool HasRun(string key) => document.PublisherRuns.Contains(key);

    public void Ran(string what, string key) => Write(what, now => now with { PublisherRuns = [.. now.PublisherRuns, key] });

    public void Record(string what) => Write(what, now => now);

    /// <summary>A run begins that will write to GitHub: until <see cref="Close"/> there is something left to do.</summary>
    public void Begin(string what) => Write(what, now => now with { Open = true });

    public void MadeDraft(long id) => Write($"made draft {id}", now => now with { OwnDrafts = [.. now.OwnDrafts, id] });

    public void DeletedDraft(long id) => Write($"deleted draft {id}", now => now with { OwnDrafts = [.. now.OwnDrafts.Where(own => own != id)] });

    public void Burn() => Write("the tag is burned", now => now with { Open = false, Burned = true });

    /// <summary>The journal of another tag of the repository.</summary>
    public PublishJournal Of(string tag) => Open(Path.GetDirectoryName(path)!, document.Api, document.Repository, tag, clock);

    public void Close(string what) => Write(what, now => now with { Open = false });

    private static PublishJournalDocument? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(PlainFile.ReadAllBytes(path), PublishJournalJson.Default.PublishJournalDocument) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(string what, Func<PublishJournalDocument, PublishJournalDocument> change)
    {
        lock (turn)
        {
            var entry = new PublishJournalEntry { Time = clock.GetUtcNow(), What = what };
            document = change(document) with { Entries = [.. document.Entries, entry] };
            AtomicFile.Write(
                path,
                file =>
                {
                    JsonSerializer.Serialize(file, document, PublishJournalJson.Default.PublishJournalDocument);
                    return true;
                }
            );
        }
    }
}
