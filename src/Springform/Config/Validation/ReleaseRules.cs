using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Validation;

/// <summary>Where and under which names it is released.</summary>
internal static class ReleaseRules
{
    public static void Check(Findings findings)
    {
        if (findings.Config.Release?.Github is { } github)
        {
            Repository(findings, "release.github.repository", github.Repository);
            Api(findings, "release.github.api", github.Api);
            Name(findings, "release.github.tag", github.Tag);
            Tag(findings, "release.github.tag", github.Tag);
            Name(findings, "release.github.title", github.Title);
            Name(findings, "release.github.milestone", github.Milestone);
            Notes(findings, "release.github.notes", github.Notes);
            Channel(findings, "release.github.channels.nightly", github.Channels.Nightly);
            Channel(findings, "release.github.channels.development", github.Channels.Development);
        }
    }

    /// <summary>With its templates filled in by something plain: what they give never hurts git.</summary>
    private static void Tag(Findings findings, string path, string? tag)
    {
        if (tag is not { Length: > 0 } || Template.StrayBrace(tag) is not null)
        {
            return;
        }

        var filled = Template.Expand(tag, Template.NamesIn(tag).Distinct().ToDictionary(name => name, _ => "1", StringComparer.Ordinal));
        if (TagName.Refusal(filled) is { Length: > 0 } refusal)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(tag)}, and git takes no tag that {refusal}",
                "use letters, digits, '.', '_', '-' and '/', e.g. v{version}"
            );
        }
    }

    private static void Repository(Findings findings, string path, string? name)
    {
        if (name is not null && !CommonRules.Fits(Patterns.Repository(), name, Patterns.MaxImageLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(name)}, which is not OWNER/NAME",
                "write it as GitHub shows it, without its address, e.g. octocat/hello"
            );
        }
    }

    /// <summary>A token goes there: plain HTTP is for this machine only.</summary>
    private static void Api(Findings findings, string path, string? address)
    {
        var isSafe =
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri is { UserInfo: "", Query: "", Fragment: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        if (address is not null && !isSafe)
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is not a plain https address", "write it as https://HOST/api/v3; github.com needs none");
        }
    }

    private static void Notes(Findings findings, string path, NotesConfig notes)
    {
        if (notes is { From: not null, File: not null })
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} names more than one source", "give commits, github or {file: NOTES.md}");
        }

        PathRules.Existing(findings, SourcePath.Key(path, "file"), notes.File, "file");
    }

    private static void Channel(Findings findings, string path, ChannelConfig channel)
    {
        if (channel.Branch is { Length: 0 })
        {
            findings.Report(ErrorCode.InvalidValue, SourcePath.Key(path, "branch"), $"{path}.branch is empty", "name a branch, or remove the key");
        }

        if (channel.Keep == 0)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                SourcePath.Key(path, "keep"),
                $"{path}.keep is 0, but the new release itself stays",
                "keep at least 1, or remove the key to keep all"
            );
        }
    }

    private static void Name(Findings findings, string path, string? name)
    {
        if (name is { Length: 0 })
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is empty", "write a name, or remove the key");
        }

        CommonRules.NameTemplates(findings, path, name ?? "", TemplateScope.Project);
    }
}
