using Springform.Config;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;
using Springform.Publish.Assets;

namespace Springform.Publish.Publishers;

/// <summary>What publishers have to run for a release, from the plan and from the files of dist/.</summary>
/// <param name="address">of the release</param>
/// <param name="root">the folder of springform.yaml, which commands run in</param>
internal sealed class PublisherRuns(ProjectFacts project, ReleaseAddress address, IReadOnlyList<LocalAsset> assets, string root)
{
    /// <summary>stable, prerelease, nightly, development: what publishers say they are for.</summary>
    public static string ChannelOf(Channel channel, string version) =>
        channel == Channel.Stable && version.Contains('-', StringComparison.Ordinal) ? "prerelease" : channel.ToString().ToLowerInvariant();

    /// <summary>In their order; of one publisher by the names of files.</summary>
    /// <exception cref="SpringformException">E602 for each glob that fits no file</exception>
    public IReadOnlyList<PublisherRun> Of(IReadOnlyList<PlannedPublisher> publishers)
    {
        List<string> names = [.. assets.Select(asset => asset.Name)];
        var problems = publishers
            .SelectMany(publisher => PublisherPlanner.Unused(publisher.Config, names), (publisher, glob) => Unused(publisher.Config, glob))
            .ToList();
        return problems.Count == 0 ? [.. publishers.SelectMany(publisher => Of(publisher.Config, names))] : throw new SpringformException(problems);
    }

    private IEnumerable<PublisherRun> Of(PublisherConfig publisher, List<string> names) =>
        publisher.Files is { } globs
            ? Glob.Match(globs, names).Select(name => Run(publisher, assets.First(asset => asset.Name == name)))
            : [Run(publisher, null)];

    private PublisherRun Run(PublisherConfig publisher, LocalAsset? asset)
    {
        var values = Values(asset);
        List<string> command = [.. publisher.Run.Arguments.Select(argument => Template.Expand(argument, values))];
        var environment = publisher.Env.ToDictionary(pair => pair.Key, pair => Template.Expand(pair.Value, values), StringComparer.Ordinal);
        var content = asset is null ? assets : [asset];
        var key = new KeyBuilder("publisher")
            .Add("name", publisher.Name)
            .Add("command", command)
            .AddAll("env", environment)
            .Add("files", content.Select(file => $"{file.Sha256}  {file.Name}"))
            .Build();
        return new PublisherRun(publisher, asset?.Name, command, environment, key.Key.Text);
    }

    private Dictionary<string, string> Values(LocalAsset? asset)
    {
        var values = new Dictionary<string, string>(ProjectNames.Of(project), StringComparer.Ordinal)
        {
            ["tag"] = address.Tag,
            ["page"] = address.Page.AbsoluteUri,
        };
        if (asset is not null)
        {
            values["artifact"] = asset.Name;
            values["file"] = Path.GetRelativePath(root, asset.Path).Replace('\\', '/');
            values["sha256"] = asset.Sha256;
            values["url"] = address.File(asset.Name).AbsoluteUri;
        }

        return values;
    }

    private static Problem Unused(PublisherConfig publisher, string glob) =>
        new(
            ErrorCode.IncompleteDist,
            $"the publisher {publisher.Name} runs for {Quoted.Of(glob)}, which fits no file of dist/",
            "springform.yaml, publishers",
            "correct the glob, or remove it"
        );
}
