using System.Globalization;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Bases, builder and cache: image names, mirrors, build arguments.</summary>
internal static class ImageRules
{
    // What Springform itself gives to Dockerfiles; BuildKit's platform arguments may be set, as with docker build.
    private static readonly string[] Given = ["TOOLS_IMAGE", "BASE_IMAGE", "TOOL_ARCH", "SOURCE_DATE_EPOCH", BuildArgument.BuilderKey];

    private const string ChosenReader = "BUILDKIT_SYNTAX";

    public static void Check(Findings findings)
    {
        var config = findings.Config;
        CommonRules.Names(findings, "bases", config.Bases.Keys);
        foreach (var (name, image) in config.Bases)
        {
            Base(findings, Key("bases", name), image);
        }

        if (config.Builder is { } builder)
        {
            Image(findings, "builder.image", builder.Image, digest: false);
            PathRules.Existing(findings, "builder.dockerfile", builder.Dockerfile.Length > 0 ? builder.Dockerfile : null, "Dockerfile");
            PathRules.GlobsAndExceptions(findings, "builder.context", builder.Context);
            Stage(findings, "builder.stage", builder.Stage);
            Arguments(findings, "builder.args", builder.Args);
            Repository(findings, "builder.registry", builder.Registry);
            CommonRules.PlatformName(findings, "builder.build_on", builder.BuildOn, Platform.OfContainers);
            CommonRules.Timeout(findings, "builder.timeout", builder.Timeout);
        }

        Repository(findings, "cache.registry", config.Cache.Registry);
    }

    public static void Image(Findings findings, string path, string image, bool digest, bool tag = true)
    {
        var match = image.Length <= Patterns.MaxImageLength ? Patterns.Image().Match(image) : System.Text.RegularExpressions.Match.Empty;
        var reason =
            !match.Success ? "is not an image name"
            : match.Groups["digest"].Success && !digest ? "has a digest, but is a name that Springform gives"
            : match.Groups["tag"].Success && !tag ? "has a tag, but is a repository"
            : !HasPort(image) ? "has a port that does not exist: ports go from 1 to 65535"
            : null;
        if (reason is not null && (image.Length > 0 || !findings.IsFailed(path)))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(image)}, which {reason}",
                tag ? "write it as a Dockerfile's FROM would, in lower case: debian:bookworm" : "write it without tag and digest: ghcr.io/owner/project-cache"
            );
        }
    }

    /// <summary>Or none.</summary>
    private static bool HasPort(string image) =>
        image.Split('/') is not [var host, _, ..]
        || host.LastIndexOf(':') is var colon
            && (
                colon < 0
                || host.EndsWith(']')
                || (int.TryParse(host[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
            );

    private static void Repository(Findings findings, string path, string? repository)
    {
        if (repository is not null)
        {
            Image(findings, path, repository, digest: false, tag: false);
        }
    }

    public static void Stage(Findings findings, string path, string? stage)
    {
        if (stage is not null && !CommonRules.IsName(stage))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(stage)}, which cannot be a stage",
                "write the name after AS in the Dockerfile"
            );
        }
    }

    public static void Arguments(Findings findings, string path, IReadOnlyDictionary<string, string> arguments)
    {
        CommonRules.Environment(findings, path, arguments, scope: null);
        if (arguments.ContainsKey(ChosenReader))
        {
            findings.ReportKey(
                ErrorCode.InvalidValue,
                Key(path, ChosenReader),
                $"{path} sets {ChosenReader}, whose image could not be pinned",
                "write # syntax=IMAGE as the first line of the Dockerfile"
            );
        }

        foreach (var name in arguments.Keys.Where(name => Given.Contains(name)))
        {
            findings.ReportKey(ErrorCode.InvalidValue, Key(path, name), $"{path} sets {name}, which Springform gives itself", "remove it, or use another name");
        }
    }

    private static void Base(Findings findings, string path, BaseConfig image)
    {
        // A base that was written as one text has its problem at the text itself.
        var at = findings.IsFailed(path) ? path : Key(path, "image");
        Image(findings, at, image.Image, digest: true);
        if (image.Glibc is { } glibc && !CommonRules.Fits(Patterns.GlibcVersion(), glibc, Patterns.MaxNameLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "glibc"),
                $"{Key(path, "glibc")} is {Quoted.Of(glibc)}, which is not a version of glibc",
                "write it in quotes, as `getconf GNU_LIBC_VERSION` says it: \"2.36\""
            );
        }

        if (image.Mirror is not { } mirror)
        {
            return;
        }

        var suite = SourcePath.Key(Key(path, "mirror"), "suite");
        if (!CommonRules.Fits(Patterns.Suite(), mirror.Suite, Patterns.MaxNameLength))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                suite,
                $"{suite} is {Quoted.Of(mirror.Suite)}, which is not a suite",
                "write a suite of the distribution, e.g. bookworm"
            );
        }

        var packages = Key(Key(path, "mirror"), "packages");
        for (var index = 0; index < mirror.Packages.Count; index++)
        {
            if (!CommonRules.Fits(Patterns.DebianPackage(), mirror.Packages[index], Patterns.MaxImageLength))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(packages, index),
                    $"{Quoted.Of(mirror.Packages[index])} is not a package name",
                    "write one package per entry, e.g. gcc or libc6-dev:arm64"
                );
            }
        }
    }
}
