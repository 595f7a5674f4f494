using System.Text.Json.Serialization;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>REST API, "Releases".</summary>
internal sealed class ReleaseEndpoints(Shapes shapes)
{
    private const string Releases = "/repos/{owner}/{repo}/releases";

    public IEnumerable<Route> Routes =>
        [
            new("GET", Releases, call => call.Page([.. call.Repository.Releases.Where(release => call.MayWrite || !release.Draft)], shapes.Release)),
            new("POST", Releases, CreateAsync),
            new("GET", Releases + "/latest", call => new Answer(200, shapes.Release(call.Repository.Latest()))),
            new("GET", Releases + "/tags/{**tag}", call => new Answer(200, shapes.Release(call.Repository.Release(call.Route("tag"))))),
            new("POST", Releases + "/generate-notes", NotesAsync),
            new("GET", Releases + "/{id:long}", call => new Answer(200, shapes.Release(Visible(call)))),
            new("PATCH", Releases + "/{id:long}", EditAsync),
            new("DELETE", Releases + "/{id:long}", Delete),
        ];

    /// <summary>The release of the path; a draft is not there for those who have no push access.</summary>
    public static FakeRelease Visible(Call call)
    {
        var release = call.Repository.Release(call.Number("id"));
        return call.MayWrite || !release.Draft ? release : throw GitHubException.NotFound;
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var change = await call.JsonAsync<ReleaseChange>();
        if (change.GenerateReleaseNotes == true)
            change = change with { Body = string.Join("\n\n", new[] { change.Body, Notes(change.TagName!) }.Where(text => text is not null)) };
        return new Answer(201, shapes.Release(call.Repository.Create(call.By, change)));
    }

    private async Task<Answer> EditAsync(Call call)
    {
        var change = await call.JsonAsync<ReleaseChange>();
        return new Answer(200, shapes.Release(call.Repository.Edit(call.By, call.Number("id"), change)));
    }

    private static Answer Delete(Call call)
    {
        call.Repository.Delete(call.By, call.Number("id"));
        return new Answer(204);
    }

    private static async Task<Answer> NotesAsync(Call call)
    {
        var asked = await call.JsonAsync<NotesRequest>();
        return new Answer(200, new Dictionary<string, string> { ["name"] = asked.TagName, ["body"] = Notes(asked.TagName) });
    }

    private static string Notes(string tag) => $"## What's Changed\n* notes of GitHub's generator for {tag}\n";

    private sealed record NotesRequest([property: JsonPropertyName("tag_name"), JsonRequired] string TagName);
}
