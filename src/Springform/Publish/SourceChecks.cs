using Springform.Ci;
using Springform.Config;
using Springform.Errors;
using Springform.Facts;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Publish;

/// <summary>Whether this commit may be released. All problems at once; nothing is asked of GitHub.</summary>
/// <param name="tags">which tags are versions</param>
/// <param name="startedFor">the tag that CI runs for; null: none</param>
internal sealed class SourceChecks(GitReader git, ProcessEnvironment environment, GitHubConfig config, TagPattern tags, string? startedFor)
{
    private const int ShownFiles = 20;
    private const string Step = "step CheckRelease";
    private readonly List<Problem> problems = [];

    /// <exception cref="SpringformException">E601: no tag, changed files, no branch, a snapshot; E121: history is cut off</exception>
    public ReleaseSource Require(ProjectFacts project, Channel channel, bool snapshot)
    {
        if (snapshot)
        {
            Refuse("a snapshot is never published", "leave --snapshot out to publish, or run --target=Dist --snapshot to package only");
        }

        RequireHistory();
        RequireClean(project);
        var tag = channel == Channel.Stable ? StableTag(project) : BranchTag(channel, project);
        return problems.Count == 0 ? new ReleaseSource(channel, tag, project.Commit) : throw new SpringformException([.. problems]);
    }

    private void RequireHistory()
    {
        if (git.IsShallow())
        {
            problems.Add(
                new Problem(
                    ErrorCode.ShallowClone,
                    "a release needs the full history, for its tag and notes, but this is a shallow clone",
                    "git rev-parse --is-shallow-repository",
                    "in GitHub Actions: actions/checkout with fetch-depth: 0; elsewhere: git fetch --unshallow --tags"
                )
            );
        }
    }

    private void RequireClean(ProjectFacts project)
    {
        if (project.Changes is { Count: > 0 } files)
        {
            problems.Add(
                new Problem(
                    ErrorCode.NotReleasable,
                    $"the work tree is not clean: {Counted.Of(files.Count, "file")} not as HEAD has {(files.Count == 1 ? "it" : "them")}",
                    Step,
                    "commit them, put them on .gitignore, or remove them"
                )
                {
                    Details =
                    [
                        .. files.Take(ShownFiles).Select(file => file.ToString()),
                        .. files.Count > ShownFiles ? [$"and {files.Count - ShownFiles} more"] : Array.Empty<string>(),
                    ],
                }
            );
        }
    }

    private string StableTag(ProjectFacts project)
    {
        IReadOnlyList<string> wanted = config.Tag is { } template ? [ProjectNames.Expand(template, project)] : tags.Names(project.Version);
        var atHead = git.TagsAtHead();
        var fitting = wanted.Where(atHead.Contains).ToList();
        if (fitting.Count > 0)
        {
            return startedFor is not null && fitting.Contains(startedFor) ? startedFor : fitting[0];
        }

        var elsewhere = wanted.FirstOrDefault(git.HasTag);
        Refuse(
            elsewhere is null
                ? $"version {project.Version} has no tag: {string.Join(" or ", wanted)} is none at HEAD"
                : $"the tag {elsewhere} does not point at HEAD",
            elsewhere is null
                ? $"git tag {wanted[0]} && git push origin {wanted[0]}, or publish a branch with --channel=nightly"
                : $"git checkout {elsewhere} to release it, or give the next version a tag of its own",
            atHead.Count == 0 ? [] : [$"tags at HEAD: {string.Join(", ", atHead)}; tags that are versions: {tags}"]
        );
        return wanted[0];
    }

    private string BranchTag(Channel channel, ProjectFacts project)
    {
        var branch = StartedFor.Branch(environment) ?? git.Branch();
        var wanted = (channel == Channel.Nightly ? config.Channels.Nightly : config.Channels.Development).Branch;
        if (string.IsNullOrEmpty(branch))
        {
            Refuse(
                $"the channel {Word(channel)} is published from a branch, but HEAD is on none",
                "git switch to the branch, or publish the tag with --channel=stable"
            );
        }
        else if (wanted is not null && wanted != branch)
        {
            Refuse(
                $"the channel {Word(channel)} is published from {Quoted.Of(wanted)}, but HEAD is on {Quoted.Of(branch)}",
                $"git switch {wanted}, or change release.github.channels"
            );
        }

        return ChannelTags.Of(channel, project.CommitDate, project.Commit);
    }

    private static string Word(Channel channel) => channel.ToString().ToLowerInvariant();

    private void Refuse(string what, string fix, params IReadOnlyList<string> details) =>
        problems.Add(new Problem(ErrorCode.NotReleasable, what, Step, fix) { Details = [.. details.Select(Quoted.Clean)] });
}
