using System.Text;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Names of files in dist/ are unique over the whole plan, before anything runs.</summary>
internal static class ArtifactNames
{
    /// <summary>What file systems take, less what a file that is being written has after its name (<see cref="AtomicFile"/>).</summary>
    private static readonly int MaxBytes = 255 - AtomicFile.PartialName("").Length;

    /// <param name="further">names of files that Springform writes for this project</param>
    /// <exception cref="SpringformException">E103 for a name that is too long, E107 naming both makers of a name</exception>
    public static void Check(
        IReadOnlyList<Target> targets,
        IReadOnlyList<ArtifactStep> artifacts,
        IReadOnlyList<PrebuiltStep> prebuilt,
        IReadOnlyList<string> further
    )
    {
        var names = artifacts
            .SelectMany(artifact =>
                artifact.Names.Select(name => (Name: name, Maker: artifact.Target is { } target ? $"target {target.Id}" : artifact.Content.Maker))
            )
            .Concat(prebuilt.SelectMany(step => step.Files.Select(name => (Name: name, Maker: $"prebuilt {step.Name}"))))
            .Concat(targets.SelectMany(target => target.BuildInfoNames).Select(name => (Name: name, Maker: "Springform itself")))
            .Concat(DistFile.Reserved.Concat(further).Select(name => (Name: name, Maker: "Springform itself")))
            .ToList();
        var problems = names
            .GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase) // they lie in one folder, on any system
            .Where(group => group.Count() > 1)
            .Select(group => new Problem(
                ErrorCode.DuplicateArtifact,
                $"two artifacts have the name {string.Join(" or ", group.Select(entry => entry.Name).Distinct(StringComparer.Ordinal))}: "
                    + $"{string.Join(" and ", group.Select(entry => entry.Maker))}",
                "springform.yaml, packages",
                "put {target}, {suffix} or {arch} into the name, or limit the package with targets:"
            ))
            .Concat(
                names
                    .Where(entry => Encoding.UTF8.GetByteCount(entry.Name) > MaxBytes)
                    .Select(entry => new Problem(
                        ErrorCode.InvalidValue,
                        $"the name of an artifact has {Encoding.UTF8.GetByteCount(entry.Name)} bytes and may have {MaxBytes}: {entry.Name} (of {entry.Maker})",
                        "springform.yaml, packages",
                        "use a shorter name: file systems take 255 bytes, and Springform writes each file under a longer name first"
                    ))
            )
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }
}
