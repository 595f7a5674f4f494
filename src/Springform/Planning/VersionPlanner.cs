using System.Globalization;
using NuGet.Versioning;
using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// The version: literal, file, tag or what a command says. A commit after tag 1.2.3 is 1.2.4-dev.N (N commits), so that it sorts after the tag and before the
/// next; without a tag it is 0.0.0-dev. Build metadata: commit, and dirty.
/// </summary>
internal static class VersionPlanner
{
    private const string Unreleased = "0.0.0-dev";

    /// <exception cref="SpringformException">E122 not a semantic version, E121 the tag is beyond a shallow clone's history</exception>
    public static ProjectFacts Plan(ProjectConfig config, PlanFacts facts, bool snapshot)
    {
        var git = facts.Git;
        var version = Read(config, facts);
        if (snapshot)
        {
            version = $"{version.Split('-')[0]}-SNAPSHOT-{git.Commit[..7]}";
        }

        return new ProjectFacts(
            config.Name,
            version,
            $"{version}+{git.Commit[..7]}{(git.Dirty ? ".dirty" : "")}",
            git.Commit,
            git.CommitDate,
            git.Dirty,
            facts.SourceDateEpoch ?? git.CommitDate.ToUnixTimeSeconds()
        )
        {
            Channel = facts.Channel,
            Changes = facts.Changes,
        };
    }

    private static string Read(ProjectConfig config, PlanFacts facts) =>
        config.Version switch
        {
            { Literal: { } literal } => Checked(literal, "springform.yaml, version", allowPrefix: false),
            { File: { } file, Match: { } match } => Checked(Matched(facts, file, match), file, allowPrefix: true),
            { File: { } file } => Checked(FirstLine(VersionFile(facts, file)), file, allowPrefix: true),
            { Run: not null } => Checked(FirstLine(facts.VersionOutput ?? ""), "springform.yaml, version.run", allowPrefix: true),
            _ => FromTag(facts.Git, config.VersionTags),
        };

    private static string FromTag(GitFacts git, TagPattern tags)
    {
        if (git.Tag is null)
        {
            return git.Shallow ? throw Shallow() : Unreleased;
        }

        var tag = tags.Parse(git.Tag) ?? throw Refused(git.Tag, $"git tag {git.Tag}");
        if (git.CommitsSinceTag == 0)
        {
            return tag.Text;
        }

        var tagged = tag.Version;

        // A prerelease sorts before its release, so the next patch is only taken after a release: 1.3.0-rc.1 -> 1.3.0-rc.1.dev.4
        var count = git.CommitsSinceTag.ToString(CultureInfo.InvariantCulture);
        return tagged.IsPrerelease ? $"{tagged.ToNormalizedString()}.dev.{count}" : $"{tagged.Major}.{tagged.Minor}.{tagged.Patch + 1L}-dev.{count}";
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static string Matched(PlanFacts facts, string file, string match) =>
        VersionMatch.In(VersionFile(facts, file), match)
        ?? throw new SpringformException(
            new Problem(
                ErrorCode.InvalidVersion,
                $"nothing in {file} is as version.match says: {match}",
                file,
                "correct version.match in springform.yaml; it is a regular expression for a part of the file"
            )
        );

    private static string VersionFile(PlanFacts facts, string file) =>
        facts.Texts.TryGetValue(file, out var text)
            ? text
            : throw new SpringformException(
                new Problem(
                    ErrorCode.MissingFile,
                    $"the version file {file} does not exist",
                    "springform.yaml, version",
                    $"create {file} with a version such as 1.0.0 in its first line"
                )
            );

    private static string Checked(string text, string where, bool allowPrefix)
    {
        var bare = allowPrefix && text.StartsWith('v') ? text[1..] : text;
        return TagPattern.ReadVersion(bare) is not null ? bare : throw Refused(text, where);
    }

    private static SpringformException Refused(string text, string where) =>
        new(
            new Problem(
                ErrorCode.InvalidVersion,
                $"{Quoted.Of(text)} is not a version",
                where,
                "write MAJOR.MINOR.PATCH, or fewer numbers, with an optional -prerelease, e.g. 1.4.0 or 1.4.0-rc.1; build metadata is added by Springform"
            )
        );

    private static SpringformException Shallow() =>
        new(
            new Problem(
                ErrorCode.ShallowClone,
                "the version comes from a git tag, but this is a shallow clone without any: the tag may lie beyond its history",
                "git rev-parse --is-shallow-repository",
                "git fetch --unshallow --tags, or in GitHub Actions: actions/checkout with fetch-depth: 0"
            )
        );
}
