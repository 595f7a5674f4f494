using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>What releases offer to those who fetch, and what is fetched here.</summary>
internal static class FetchRules
{
    public static void Check(Findings findings)
    {
        if (findings.Config.FetchIndex is { } index)
            Index(findings, index);
        CommonRules.Names(findings, "fetch", findings.Config.Fetch.Keys);
        foreach (var (name, library) in findings.Config.Fetch)
            Library(findings, Key("fetch", name), name, library);
        Places(findings);
        if (findings.Config.Wrapper is { } wrapper)
            Library(findings, "wrapper", "Springform", wrapper.ToFetch());
    }

    private static void Index(Findings findings, FetchIndexConfig index)
    {
        CommonRules.NotEmpty(findings, "fetch_index.archives", index.Archives);
        CommonRules.NotEmpty(findings, "fetch_index.require", index.Require);
        PathRules.Globs(findings, "fetch_index.archives", index.Archives);
        PathRules.Globs(findings, "fetch_index.require", index.Require);
        for (var at = 0; at < index.Mirrors.Count; at++)
        {
            var path = Item("fetch_index.mirrors", at);
            CommonRules.Templates(findings, path, index.Mirrors[at], TemplateScope.Project);
            Address(findings, path, index.Mirrors[at]);
        }

        if (index.All is { } all && !findings.IsFailed("fetch_index.all"))
        {
            PackageRules.Archive(findings, "fetch_index.all.archive", all.Archive, TemplateScope.Project);
            CommonRules.NotEmpty(findings, "fetch_index.all.shared", all.Shared);
            PathRules.Globs(findings, "fetch_index.all.shared", all.Shared);
        }

        if (findings.Config.Packages.Count == 0 && findings.Config.Prebuilt.Count == 0)
            findings.ReportKey(
                ErrorCode.MissingKey,
                "fetch_index",
                "fetch_index lists archives, and the file declares none",
                "add packages: or prebuilt:, or remove fetch_index"
            );
    }

    private static void Library(Findings findings, string path, string name, FetchConfig library)
    {
        if (findings.IsFailed(path))
            return;
        if (library.Github is null == library.Url is null)
            findings.ReportKey(
                ErrorCode.InvalidValue,
                path,
                library.Github is null ? $"{path} does not say where {name} is released" : $"{path} has both github and url",
                "give one of them: github: OWNER/NAME, or url: https://HOST/PATH/{version}/"
            );
        if (library.Github is { } github && !CommonRules.Fits(Patterns.Repository(), github, Patterns.MaxImageLength))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "github"),
                $"{Key(path, "github")} is {Quoted.Of(github)}, which is not OWNER/NAME",
                "write it as GitHub shows it, without its address, e.g. octocat/hello"
            );
        Versioned(findings, Key(path, "tag"), library.Tag);
        if (library.Api is { } api)
            Address(findings, Key(path, "api"), api);
        if (library.Url is { } url && Versioned(findings, Key(path, "url"), url))
            Address(findings, Key(path, "url"), url);
        if (library.Version is { } version && !IsPlain(version))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "version"),
                $"{Key(path, "version")} is {Quoted.Of(version)}, which cannot be a release's version",
                "write it as the release does, without a leading v, e.g. 1.4.0"
            );
        if (library.Index is { } index && !IsPlain(index))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "index"),
                $"{Key(path, "index")} is {Quoted.Of(index)}, which is no file name",
                "write the name of the release's index, e.g. demo-fetch.json"
            );
        PathRules.Plain(findings, Key(path, "into"), library.Into);
        for (var at = 0; at < library.Programs.Count; at++)
            PathRules.Plain(findings, Item(Key(path, "programs"), at), library.Programs[at]);
        if (library.Source is not null and not ".")
            PathRules.Existing(findings, Key(path, "source"), library.Source, "folder");
    }

    /// <summary>Two libraries in one folder would take each other's place.</summary>
    private static void Places(Findings findings)
    {
        foreach (
            var same in findings
                .Config.Fetch.GroupBy(library => library.Value.Into.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
        )
            findings.Report(
                ErrorCode.InvalidValue,
                Key(Key("fetch", same.Last().Key), "into"),
                $"{string.Join(" and ", same.Select(library => library.Key))} would be unpacked into the same folder, {same.Key}/",
                "give one of them another folder with into:"
            );
    }

    /// <summary>The one template that it may have. False when something was reported.</summary>
    private static bool Versioned(Findings findings, string path, string text)
    {
        var bare = text.Replace("{version}", "1", StringComparison.Ordinal);
        if (bare.IndexOfAny(['{', '}']) < 0)
            return true;
        findings.Report(ErrorCode.InvalidValue, path, $"{path} is {Quoted.Of(text)}, and {{version}} is the only template here", "write the rest as it is");
        return false;
    }

    private static void Address(Findings findings, string path, string address)
    {
        var isSafe =
            Uri.TryCreate(address.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && uri is { UserInfo: "", Fragment: "", Query: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        if (!isSafe)
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(address)}, which is no plain https address",
                "write https://HOST/PATH/, without a password, a query or a fragment"
            );
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 200
        && name[0] is not ('.' or '-')
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or '+');
}
