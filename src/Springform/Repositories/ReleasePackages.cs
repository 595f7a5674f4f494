using Springform.Archives;
using Springform.Archives.Packages;
using Springform.Errors;
using Springform.Names;
using Springform.Package.Merging;

namespace Springform.Repositories;

/// <summary>The system packages of releases.</summary>
internal static class ReleasePackages
{
    /// <param name="folders">of releases that were verified, the newest first</param>
    /// <returns>each version once, in the order of their names</returns>
    /// <exception cref="SpringformException">E523 two releases have different files of one version, E403 there is no package at all</exception>
    public static IReadOnlyList<PackagedFile> Of(IReadOnlyList<string> folders)
    {
        var found = folders.SelectMany(In).ToList();
        var conflicts = found
            .GroupBy(package => package.Identity, StringComparer.Ordinal)
            .Where(same => same.DistinctBy(package => package.Sha256).Count() > 1)
            .Select(same => new Problem(
                ErrorCode.RepositoryConflict,
                $"two releases have different files of {same.First().Name} {same.First().Version} for {same.First().Architecture}",
                string.Join(", ", same.Select(package => package.Path)),
                "leave one of them out, or raise system_package.revision"
            ))
            .ToList();
        if (conflicts.Count > 0)
            throw new SpringformException(conflicts);
        return found.Count > 0
            ? [.. found.DistinctBy(package => package.Identity).OrderBy(package => package.FileName, StringComparer.Ordinal)]
            : throw new SpringformException(
                new Problem(
                    ErrorCode.NoOutput,
                    "there is no system package to put into a repository",
                    string.Join(", ", folders),
                    "add system_package: to packages"
                )
            );
    }

    private static IEnumerable<PackagedFile> In(string folder)
    {
        foreach (var (name, sha256) in ChecksumList.Read(Path.Combine(folder, DistFile.Checksums)).Hashes)
        {
            var path = Path.Combine(folder, name);
            var size = new FileInfo(path).Length;
            if (ArchiveFormats.Deb.Names(name))
            {
                var control = DebControl.Read(path);
                yield return new PackagedFile(path, SystemPackageFormat.Deb, Required("Package"), Required("Version"), Required("Architecture"), size, sha256);

                string Required(string field) =>
                    control.Field(field) is { Length: > 0 } value && value.All(letter => char.IsAsciiLetterOrDigit(letter) || ".+~:_-".Contains(letter))
                        ? value
                        : throw new SpringformException(
                            new Problem(ErrorCode.CorruptArchive, $"{name} has no valid field {field}", path, "get or make the package again")
                        );
            }
            else if (ArchiveFormats.Rpm.Names(name))
            {
                var facts = RpmFacts.Read(path);
                yield return new PackagedFile(path, SystemPackageFormat.Rpm, facts.Name, $"{facts.Version}-{facts.Release}", facts.Architecture, size, sha256);
            }
        }
    }
}
