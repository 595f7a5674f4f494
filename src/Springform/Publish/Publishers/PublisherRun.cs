using Springform.Config;

namespace Springform.Publish.Publishers;

/// <summary>One run of a publisher's command: for one file of the release, or once for all of it.</summary>
/// <param name="File">the file's name; null: once</param>
/// <param name="Command">with the templates filled in</param>
/// <param name="Environment">likewise</param>
/// <param name="Key">over command, environment and content: the same key is never run again for a release</param>
internal sealed record PublisherRun(
    PublisherConfig Publisher,
    string? File,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    string Key
)
{
    /// <summary>tap for hello.rb</summary>
    public string Title => File is null ? Publisher.Name : $"{Publisher.Name} for {File}";
}
