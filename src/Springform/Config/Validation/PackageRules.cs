using Microsoft.Extensions.FileSystemGlobbing;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Archives: their names, what goes in, and for which targets.</summary>
internal static class PackageRules
{
    public static void Check(Findings findings)
    {
        var config = findings.Config;
        CommonRules.NotEmpty(findings, "packages", config.Packages);
        for (var index = 0; index < config.Packages.Count; index++)
        {
            Package(findings, Item("packages", index), config.Packages[index]);
        }

        foreach (var (name, prebuilt) in config.Prebuilt)
        {
            Prebuilt(findings, Key("prebuilt", name), prebuilt);
        }

        CommonRules.Names(findings, "prebuilt", config.Prebuilt.Keys);
        Archive(findings, "sources.archive", config.Sources.Archive, TemplateScope.Project);
        FileName(findings, "sources.md5_name", config.Sources.Md5Name, TemplateScope.ProjectArtifact);
        CommonRules.Once(findings, "sources.checksums", config.Sources.Checksums);
    }

    private static void Package(Findings findings, string path, PackageConfig package)
    {
        if (!findings.IsFailed(path))
        {
            if (package.Archive.Length > 0 || findings.IsWritten(Key(path, "archive")))
                Archive(findings, Key(path, "archive"), package.Archive, TemplateScope.Target);
            FileName(findings, Key(path, "md5_name"), package.Md5Name, TemplateScope.TargetArtifact);
        }

        SystemPackageRules.Check(findings, path, package);
        PackageImageRules.Check(findings, path, package);
        if (package.Root is { } root && PathRules.Plain(findings, Key(path, "root"), root))
        {
            CommonRules.NameTemplates(findings, Key(path, "root"), root, TemplateScope.Target);
        }

        CommonRules.NotEmpty(findings, Key(path, "files"), package.Files, path);
        for (var index = 0; index < package.Files.Count; index++)
        {
            PackageFileRules.Check(findings, Item(Key(path, "files"), index), package.Files[index]);
        }

        CommonRules.Once(findings, Key(path, "checksums"), package.Checksums);
        Targets(findings, Key(path, "targets"), package.Targets);
        if (package.Repair)
        {
            RepairRules.Check(findings, Key(path, "repair"), package);
        }
    }

    private static void Prebuilt(Findings findings, string path, PrebuiltConfig prebuilt)
    {
        CommonRules.NotEmpty(findings, Key(path, "files"), prebuilt.Files, path);
        for (var index = 0; index < prebuilt.Files.Count; index++)
        {
            FileName(findings, Item(Key(path, "files"), index), prebuilt.Files[index], TemplateScope.Project);
        }

        FileName(findings, Key(path, "checksums"), prebuilt.Checksums, TemplateScope.Project);
        CommonRules.NotEmpty(findings, Key(path, "exceptions"), prebuilt.Exceptions);
        if (prebuilt.Platform is { } platform && NativePlatform.Find(platform) is null)
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "platform"),
                $"{Key(path, "platform")} is {Quoted.Of(platform)}, which is not a known platform",
                "write e.g. darwin/arm64, windows/amd64 or linux/arm64"
            );
    }

    internal static void Archive(Findings findings, string path, string archive, TemplateScope scope)
    {
        if (FileName(findings, path, archive, scope) && !ArchiveFormats.IsOffered(archive))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(archive)}, whose ending is not an archive's",
                ArchiveFormats.Deb.Names(archive) || ArchiveFormats.Rpm.Names(archive)
                    ? "say what it is under system_package:, which names the file itself"
                    : $"end it with one of: {string.Join(", ", ArchiveFormats.OfferedEndings)}"
            );
        }
    }

    // False when the name was reported.
    private static bool FileName(Findings findings, string path, string name, TemplateScope scope)
    {
        if (!CommonRules.NameTemplates(findings, path, name, scope))
        {
            return false;
        }

        if (DistFile.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is {name}, which Springform writes itself", "choose another name");
            return false;
        }

        if (
            name.Length == 0
            || name.IndexOfAny(['/', ':', '*', '?', '"', '<', '>', '|']) >= 0
            || name[0] is '.' or '-'
            || Names.FileName.Refusal(name).Length > 0
        )
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(name)}, which cannot be a file name in dist/",
                "use letters, digits, '.', '_' and '-', and templates"
            );
            return false;
        }

        return true;
    }

    private static void Targets(Findings findings, string path, IReadOnlyList<string>? globs)
    {
        CommonRules.NotEmpty(findings, path, globs);
        var names = ConfiguredTargets.Of(findings.Config).Keys.ToList();
        for (var index = 0; index < globs?.Count; index++)
        {
            var glob = globs[index];
            if (PathRules.Glob(findings, Item(path, index), glob) && names.Count > 0 && !names.Exists(name => TargetName.Fits(glob, name)))
            {
                findings.Report(ErrorCode.UnknownReference, Item(path, index), $"{Quoted.Of(glob)} in {path} fits no target", Nearest.Hint(glob, names));
            }
        }
    }
}
