using System.Text.RegularExpressions;
using Springform.Archives.Packages;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Packages of Linux distributions, and what only they can hold.</summary>
internal static partial class SystemPackageRules
{
    private const int MaxNameLength = 128;
    private const int MaxSummaryLength = 80;

    public static void Check(Findings findings, string path, PackageConfig package)
    {
        if (package.SystemPackage is not { } system)
        {
            for (var index = 0; index < package.Files.Count; index++)
            {
                if (package.Files[index].IsSystem)
                    findings.Report(
                        ErrorCode.InvalidValue,
                        Item(Key(path, "files"), index),
                        $"{Item(Key(path, "files"), index)} has mode, owner, config or formats, and {path} is an archive that cannot hold them",
                        "remove them, or make a system package of it with system_package:"
                    );
            }

            return;
        }

        foreach (
            var (key, given) in new[] { ("archive", package.Archive.Length > 0), ("image", package.Image is not null), ("root", package.Root is not null) }
        )
        {
            if (given)
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(path, key),
                    $"{path} has {key} beside system_package, which names its packages and places its files itself",
                    $"remove {key}, or write a second package for it"
                );
        }

        if (package.Platform is not null)
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "platform"),
                $"{Key(path, "platform")} is {package.Platform}, and a system package is for one architecture",
                "remove it"
            );
        if (package.Repair)
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "repair"),
                $"{Key(path, "repair")} is on, and a system package takes its libraries from the system's other packages",
                "remove it, and name the packages under depends"
            );
        for (var index = 0; index < package.Files.Count; index++)
            File(findings, Item(Key(path, "files"), index), package.Files[index], system);
        System(findings, Key(path, "system_package"), system);
    }

    /// <summary>A dependency of one format, without the format's name before it; null for what is none, or of the other format.</summary>
    internal static PackageRelation? Relation(string text, string format) =>
        text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && text[..colon] is "deb" or "rpm"
            ? text[..colon] == format
                ? PackageRelation.Parse(text[(colon + 1)..].TrimStart())
                : null
            : PackageRelation.Parse(text);

    private static void System(Findings findings, string path, SystemPackageConfig system)
    {
        CommonRules.NotEmpty(findings, Key(path, "formats"), system.Formats, path);
        CommonRules.Once(findings, Key(path, "formats"), system.Formats);
        Text(
            findings,
            Key(path, "name"),
            system.Name,
            PackageName(),
            "cannot be the name of a package",
            "use small letters, digits, '+', '-' and '.', two at least, beginning with a letter or digit"
        );
        Text(findings, Key(path, "revision"), system.Revision, Revision(), "cannot be a revision", "write a number: 1");
        Text(findings, Key(path, "section"), system.Section, Section(), "cannot be a section", "write one of Debian's: misc, utils, database, net");
        if (system.Maintainer.Length > 0)
            Text(findings, Key(path, "maintainer"), system.Maintainer, Maintainer(), "is no name with an address", "write: Ann Smith <ann@example.org>");
        if (system.Summary.Length > MaxSummaryLength || Lines(system.Summary) > 1)
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "summary"),
                $"{Key(path, "summary")} is not one line of at most {MaxSummaryLength} characters",
                "shorten it, and put the rest into description"
            );
        foreach (var (key, text) in new[] { ("license", system.License), ("homepage", system.Homepage) })
        {
            if (text is not null && (text.Length == 0 || Lines(text) > 1))
                findings.Report(ErrorCode.InvalidValue, Key(path, key), $"{Key(path, key)} is not one line", "write one line, or remove it");
        }

        if (system.Description is { } description && description.Split('\n').Any(line => FileName.Hidden(line).Length > 0))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "description"),
                $"{Key(path, "description")} holds characters that are not seen",
                "write lines of text, with an empty line between paragraphs"
            );
        foreach (
            var (key, list) in new[]
            {
                ("depends", system.Depends),
                ("recommends", system.Recommends),
                ("conflicts", system.Conflicts),
                ("replaces", system.Replaces),
                ("provides", system.Provides),
            }
        )
            Relations(findings, Key(path, key), list);
        foreach (var (key, script) in Scripts(system.Scripts))
            if (script is not null && PathRules.Plain(findings, Key(Key(path, "scripts"), key), script) && script.IndexOfAny(['*', '?', '{', '}']) >= 0)
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(Key(path, "scripts"), key),
                    $"{Key(Key(path, "scripts"), key)} is {Quoted.Of(script)}, which is not the path of one file",
                    "write the path without wildcards"
                );
    }

    private static IEnumerable<(string Key, string? Script)> Scripts(SystemScriptsConfig? scripts) =>
        scripts is null
            ? []
            :
            [
                ("pre_install", scripts.PreInstall),
                ("post_install", scripts.PostInstall),
                ("pre_remove", scripts.PreRemove),
                ("post_remove", scripts.PostRemove),
            ];

    private static void Relations(Findings findings, string path, IReadOnlyList<string> relations)
    {
        CommonRules.Once(findings, path, relations);
        for (var index = 0; index < relations.Count; index++)
        {
            if (Relation(relations[index], "deb") is null && Relation(relations[index], "rpm") is null)
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(path, index),
                    $"{Quoted.Of(relations[index])} in {path} names no package",
                    "write a name, or a name with a version: libssl3 >= 3.0.0; for one format alone: deb:libssl3"
                );
        }
    }

    private static void File(Findings findings, string path, FileConfig file, SystemPackageConfig system)
    {
        Text(findings, Key(path, "mode"), file.Mode, Mode(), "is no mode", "write it in octal digits with quotes: \"0640\"");
        Text(findings, Key(path, "owner"), file.Owner, Owner(), "is no owner", "write a user, or user:group");
        CommonRules.NotEmpty(findings, Key(path, "formats"), file.Formats);
        CommonRules.Once(findings, Key(path, "formats"), file.Formats ?? []);
        for (var index = 0; index < file.Formats?.Count; index++)
        {
            if (!system.Formats.Contains(file.Formats[index]))
                findings.Report(
                    ErrorCode.UnknownReference,
                    Item(Key(path, "formats"), index),
                    $"{Item(Key(path, "formats"), index)} is {file.Formats[index]}, which is not made",
                    "add it to the formats of system_package, or remove it"
                );
        }
    }

    private static void Text(Findings findings, string path, string? text, Regex form, string fault, string fix)
    {
        if (text is not null && !CommonRules.Fits(form, text, MaxNameLength))
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is {Quoted.Of(text)}, which {fault}", fix);
    }

    private static int Lines(string text) => text.Split('\n').Length + (text.Any(char.IsControl) ? 1 : 0);

    // Debian policy 5.6.1 is the stricter of the two.
    [GeneratedRegex("^[a-z0-9][a-z0-9+.-]+$", RegexOptions.CultureInvariant)]
    internal static partial Regex PackageName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.+~]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Revision();

    [GeneratedRegex("^[a-z][a-z0-9/-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex(@"^[^<>@\p{Cc}]*[^<>@\s] <[^<>@\s]+@[^<>@\s]+>$", RegexOptions.CultureInvariant)]
    private static partial Regex Maintainer();

    [GeneratedRegex("^0?[0-7]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Mode();

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,30}(:[a-z_][a-z0-9_-]{0,30})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Owner();
}
