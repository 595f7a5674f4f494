using System.Globalization;
using System.Text.RegularExpressions;
using Springform.Archives.Packages;
using Springform.Config;
using Springform.Config.Validation;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Packages of Linux distributions: one for each format, and what it says about itself.</summary>
internal sealed partial class SystemPackages(PlanContext context)
{
    /// <summary>One description for each format; for another package one null, which is an archive.</summary>
    /// <exception cref="SpringformException">E103 the target is for another system, or the package manager takes no such version or name</exception>
    public IReadOnlyList<SystemPackage?> Of(PackageConfig package, Target target)
    {
        if (package.SystemPackage is not { } config)
            return [null];
        var platform = Platform.Of(target.Platform);
        if (!platform.IsLinux)
            throw Problem(target, $"a system package is for Linux, and the target {target.Id} is for {platform.Docker}", "limit the package with targets:");
        var name = config.Name ?? context.Project.Name.ToLowerInvariant().Replace('_', '-');
        if (!SystemPackageRules.PackageName().IsMatch(name))
            throw Problem(target, $"{Quoted.Of(name)} cannot be the name of a package", "give it one: system_package.name");
        var version = VersionOf(context.Project);
        if (!Version().IsMatch(version))
            throw Problem(
                target,
                $"{Quoted.Of(version)} cannot be the version of a package: it begins with a digit and holds letters, digits, '.', '+' and '~'",
                "see version: in springform.yaml"
            );
        return [.. config.Formats.Select(format => Describe(config, format, name, version, platform))];
    }

    /// <summary>With the version as the project spells it: GitHub has no '~' in the names of assets, and no package manager looks at the name.</summary>
    public static string FileName(SystemPackage package)
    {
        var version = package.FullVersion.Replace('~', '-');
        return package.Format switch
        {
            SystemPackageFormat.Deb => $"{package.Name}_{version}_{package.Architecture}.deb",
            SystemPackageFormat.Rpm => $"{package.Name}-{version}.{package.Architecture}.rpm",
            _ => throw new ArgumentException($"{package.Format} has no file name", nameof(package)),
        };
    }

    /// <summary>As springform.yaml has it.</summary>
    public static string Word(SystemPackageFormat format) => format.ToString().ToLowerInvariant();

    public static IReadOnlyDictionary<PackageScript, string> Scripts(PackageConfig package)
    {
        var scripts = new SortedDictionary<PackageScript, string>();
        Add(PackageScript.PreInstall, package.SystemPackage?.Scripts?.PreInstall);
        Add(PackageScript.PostInstall, package.SystemPackage?.Scripts?.PostInstall);
        Add(PackageScript.PreRemove, package.SystemPackage?.Scripts?.PreRemove);
        Add(PackageScript.PostRemove, package.SystemPackage?.Scripts?.PostRemove);
        return scripts;

        void Add(PackageScript script, string? path)
        {
            if (path is not null)
                scripts.Add(script, path);
        }
    }

    /// <summary>Null: as usual.</summary>
    public static EntryAttributes? Attributes(FileConfig file)
    {
        if (file is { Mode: null, Owner: null, Config: false })
            return null;
        var owner = file.Owner?.Split(':') ?? [EntryAttributes.Root];
        UnixFileMode? mode = file.Mode is { } digits ? (UnixFileMode)Convert.ToInt32(digits, 8) : null;
        return new EntryAttributes(mode, owner[0], owner[^1], file.Config);
    }

    /// <summary>
    /// A version before a release sorts after it, unless '~' says otherwise: 1.4.0-rc.1 is 1.4.0~rc.1. Builds of a channel sort by time and before their
    /// release: 1.4.0~n202611200312.3f2a91c, in UTC.
    /// </summary>
    private static string VersionOf(ProjectFacts project) =>
        project.Channel == Channel.Stable
            ? project.Version.Replace('-', '~')
            : $"{project.Version.Split('-')[0]}~{ChannelTags.Build(project.CommitDate, project.Commit, '.')}";

    private static SystemPackage Describe(SystemPackageConfig config, string word, string name, string version, Platform platform)
    {
        var format = word == "deb" ? SystemPackageFormat.Deb : SystemPackageFormat.Rpm;
        return new SystemPackage(
            format,
            name,
            version,
            config.Revision,
            format == SystemPackageFormat.Deb ? platform.Debian : RpmArchitecture(platform),
            config.Maintainer,
            config.Summary
        )
        {
            Description = config.Description?.Trim('\n') ?? "",
            Section = config.Section,
            License = config.License,
            Homepage = config.Homepage,
            Depends = Relations(config.Depends),
            Recommends = Relations(config.Recommends),
            Conflicts = Relations(config.Conflicts),
            Replaces = Relations(config.Replaces),
            Provides = Relations(config.Provides),
        };

        IReadOnlyList<PackageRelation> Relations(IReadOnlyList<string> list) =>
            [.. list.Select(text => SystemPackageRules.Relation(text, word)).OfType<PackageRelation>()];
    }

    // As rpm's rpmrc names them; otherwise as the kernel does.
    private static string RpmArchitecture(Platform platform) => platform.Docker == "linux/arm/v7" ? "armv7hl" : platform.Kernel;

    private static SpringformException Problem(Target target, string what, string fix) =>
        new(new Problem(ErrorCode.InvalidValue, what, string.Create(CultureInfo.InvariantCulture, $"springform.yaml, packages, target {target.Id}"), fix));

    [GeneratedRegex("^[0-9][A-Za-z0-9.+~]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
