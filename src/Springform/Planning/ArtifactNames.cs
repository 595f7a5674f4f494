using Springform.Plan;

namespace Springform.Planning;

/// <summary>Names of files in dist/ are unique over the whole plan, before anything runs.</summary>
internal static class ArtifactNames
{
    public static readonly IReadOnlyList<string> Reserved = ["checksums.txt", "manifest.json", "artifacts.json", "abi.json"];

    /// <exception cref="SpringformException">E107 naming both makers of a name</exception>
    public static void Check(
        IReadOnlyList<Target> targets, IReadOnlyList<PackageStep> packages, SourcesStep? sources, SdistStep? sdist, IReadOnlyList<PrebuiltStep> prebuilt)
    {
        var problems = packages
            .SelectMany(package => Names(package.Archive, package.Checksums).Select(name => (Name: name, Maker: $"target {package.Target.Id}")))
            .Concat(sources is null ? [] : Names(sources.Archive, sources.Checksums).Select(name => (Name: name, Maker: "sources")))
            .Concat(sdist is null ? [] : Names(sdist.Archive, sdist.Checksums).Select(name => (Name: name, Maker: "the source distribution")))
            .Concat(prebuilt.SelectMany(step => step.Files.Select(name => (Name: name, Maker: $"prebuilt {step.Id}"))))
            .Concat(targets.SelectMany(target => target.BuildInfoNames).Select(name => (Name: name, Maker: "Springform itself")))
            .Concat(Reserved.Select(name => (Name: name, Maker: "Springform itself")))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => new Problem(
                ErrorCode.DuplicateArtifact,
                $"two artifacts have the name {group.Key}: {string.Join(" and ", group.Select(entry => entry.Maker))}",
                "springform.yaml, packages",
                "put {target}, {suffix} or {arch} into the name, or limit the package with targets:"))
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private static IEnumerable<string> Names(string archive, IReadOnlyList<ChecksumFile> checksums) =>
        checksums.Select(file => file.Name).Prepend(archive);
}
