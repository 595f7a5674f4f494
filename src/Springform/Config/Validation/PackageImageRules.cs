using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Packages that are bare images.</summary>
internal static class PackageImageRules
{
    /// <summary>What the build itself says: two builds of one commit would differ, or the label would be wrong.</summary>
    private static readonly string[] Given = ["org.opencontainers.image.version", "org.opencontainers.image.revision", "org.opencontainers.image.created"];

    public static void Check(Findings findings, string path, PackageConfig package)
    {
        if (package is { Archive.Length: 0, Image: null, SystemPackage: null } && !findings.IsFailed(path) && !findings.IsWritten(Key(path, "archive")))
            findings.ReportKey(
                ErrorCode.MissingKey,
                path,
                $"{path} has neither archive, image nor system_package",
                "add archive: with a file name, image: with a repository of a registry, or system_package: for deb and rpm"
            );
        if (package.Platform is not null && ArchiveFormats.OciTar.Names(package.FileName))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "platform"),
                $"{Key(path, "platform")} is {package.Platform}, and an image is for one platform",
                "remove it: images of several targets get one name for all their platforms"
            );
        if (package.Image is not { } image)
            return;
        if (package.Archive.Length > 0 && !ArchiveFormats.OciTar.Names(package.Archive))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "archive"),
                $"{Key(path, "archive")} is {Quoted.Of(package.Archive)}, and the package is an image",
                $"end it with {ArchiveFormats.OciTar.Endings[0]}, or remove it"
            );
        Image(findings, Key(path, "image"), image);
    }

    private static void Image(Findings findings, string path, PackageImageConfig image)
    {
        // One that was written as one text has its problem at the text itself.
        var repository = findings.IsWritten(Key(path, "repository")) || findings.IsFailed(Key(path, "repository")) ? Key(path, "repository") : path;
        ImageRules.Image(findings, repository, image.Repository, digest: false, tag: false);
        if (image.Repository.Length > 0 && !HasHost(image.Repository))
            findings.Report(
                ErrorCode.InvalidValue,
                repository,
                $"{repository} is {Quoted.Of(image.Repository)}, which does not begin with a registry",
                "write its host first: ghcr.io/owner/name"
            );
        CommonRules.NotEmpty(findings, Key(path, "tags"), image.Tags, path);
        CommonRules.Once(findings, Key(path, "tags"), image.Tags);
        for (var index = 0; index < image.Tags.Count; index++)
            CommonRules.NameTemplates(findings, Item(Key(path, "tags"), index), image.Tags[index], TemplateScope.Target);
        foreach (var name in image.Labels.Keys.Where(name => Given.Contains(name)))
            findings.ReportKey(
                ErrorCode.InvalidValue,
                Key(Key(path, "labels"), name),
                $"{path} sets the label {name}, which Springform gives itself",
                "remove it"
            );
        foreach (var name in image.Labels.Keys.Where(name => name.Length == 0 || name.Any(c => c is <= ' ' or > '~')))
            findings.ReportKey(
                ErrorCode.InvalidValue,
                Key(Key(path, "labels"), name),
                $"{path} sets the label {Quoted.Of(name)}, which cannot be a label's name",
                "use letters, digits and dots, e.g. org.opencontainers.image.licenses"
            );
    }

    private static bool HasHost(string repository) =>
        repository.Split('/') is [var host, _, ..]
        && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost");
}
