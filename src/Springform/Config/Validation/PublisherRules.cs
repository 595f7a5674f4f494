using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>The commands that run once a release is public.</summary>
internal static class PublisherRules
{
    public static void Check(Findings findings)
    {
        var publishers = findings.Config.Publishers;
        CommonRules.NotEmpty(findings, "publishers", publishers);
        for (var index = 0; index < publishers.Count; index++)
        {
            if (!findings.IsFailed(Item("publishers", index)))
                Publisher(findings, Item("publishers", index), publishers[index]);
        }

        Once(findings, publishers);
        if (publishers.Count > 0 && findings.Config.Release is null)
            findings.ReportKey(
                ErrorCode.MissingKey,
                "publishers",
                "publishers run once the release is public, and the file declares no release",
                "add release: {github: {}}, or remove publishers"
            );
    }

    private static void Publisher(Findings findings, string path, PublisherConfig publisher)
    {
        if (publisher.Name.Length > 0 && !CommonRules.IsName(publisher.Name))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "name"),
                $"{Key(path, "name")} is {Quoted.Of(publisher.Name)}, which cannot be the name of a publisher",
                $"use letters, digits, '.', '_' and '-', beginning with a letter or digit, at most {Patterns.MaxNameLength}"
            );
        var scope = publisher.Files is null ? TemplateScope.Release : TemplateScope.ReleasedFile;
        CommonRules.Command(findings, Key(path, "run"), publisher.Run);
        foreach (var argument in publisher.Run.Arguments)
            CommonRules.Templates(findings, Key(path, "run"), argument, scope);
        CommonRules.NotEmpty(findings, Key(path, "files"), publisher.Files);
        PathRules.GlobsAndExceptions(findings, Key(path, "files"), publisher.Files);
        CommonRules.Environment(findings, Key(path, "env"), publisher.Env, scope);
        CommonRules.Secrets(findings, path, publisher.Secrets, name => publisher.Env.ContainsKey(name) ? Key(path, "env") : null);
        CommonRules.NotEmpty(findings, Key(path, "channels"), publisher.Channels);
        CommonRules.Once(findings, Key(path, "channels"), publisher.Channels);
        CommonRules.Timeout(findings, Key(path, "timeout"), publisher.Timeout);
    }

    private static void Once(Findings findings, IReadOnlyList<PublisherConfig> publishers)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase); // it names a log file
        for (var index = 0; index < publishers.Count; index++)
        {
            if (publishers[index].Name.Length > 0 && !seen.Add(publishers[index].Name))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(Item("publishers", index), "name"),
                    $"two publishers have the name {Quoted.Of(publishers[index].Name)}",
                    "give each a name of its own"
                );
        }
    }
}
