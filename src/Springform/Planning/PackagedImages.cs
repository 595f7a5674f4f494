using Springform.Archives.Image;
using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Packages that are bare images: what they say about themselves, and their names in a registry.</summary>
internal sealed class PackagedImages(PlanContext context)
{
    /// <summary>Of <c>org.opencontainers.image.</c>: annotations.md of the OCI image specification 1.1.</summary>
    private const string Standard = "org.opencontainers.image.";

    /// <summary>By reference and platform: the archive that has the name.</summary>
    private readonly Dictionary<(string Reference, string Platform), string> taken = [];

    /// <exception cref="SpringformException">
    /// E103 containers do not run the target's platform, or a tag is none; E107 two archives of one platform have one name
    /// </exception>
    public PlannedFiles Image(PlannedFiles files, Target target, string archive)
    {
        var platform = Platform.Of(target.Platform);
        var config = files.Package.Image;
        var values = context.ValuesOf(target);
        List<string> references =
        [
            .. (config?.Tags ?? []).Select(tag => $"{config!.Repository}:{Template.Expand(tag, values)}").Distinct(StringComparer.Ordinal),
        ];
        List<Problem> problems =
        [
            .. platform.IsLinux
                ? []
                : new[]
                {
                    Problem(
                        ErrorCode.InvalidValue,
                        archive,
                        $"{archive} is an image, and no container runs {platform.Docker}",
                        "limit the package with targets: to those for linux"
                    ),
                },
            .. references
                .Where(reference => !ImageTag.IsTag(reference[(config!.Repository.Length + 1)..]))
                .Select(reference =>
                    Problem(
                        ErrorCode.InvalidValue,
                        archive,
                        $"{Quoted.Of(reference[(config!.Repository.Length + 1)..])} cannot be the tag of an image",
                        "use letters, digits, '.', '_' and '-', 128 at most; a version with '+' needs a tag of another template"
                    )
                ),
            .. references
                .Where(reference => !taken.TryAdd((reference, platform.Docker), archive))
                .Select(reference =>
                    Problem(
                        ErrorCode.DuplicateArtifact,
                        archive,
                        $"{reference} would be two images for {platform.Docker}: {taken[(reference, platform.Docker)]} and {archive}",
                        "put {variant}, {base} or {target} into the tags, or limit the package with targets:"
                    )
                ),
        ];
        return problems.Count > 0 ? throw new SpringformException(problems) : files with { Image = Describe(config, platform), References = references };
    }

    private ImageDescription Describe(PackageImageConfig? config, Platform platform)
    {
        var project = context.Project;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{Standard}title"] = project.Name,
            [$"{Standard}version"] = project.Version,
            [$"{Standard}revision"] = project.Commit,
            [$"{Standard}created"] = ImageDescription.Time(project.SourceDateEpoch),
        };
        if (context.Config.Release?.Github is { Repository: { } repository, Api: null })
            labels[$"{Standard}source"] = $"https://github.com/{repository}";
        foreach (var (name, value) in config?.Labels ?? new Dictionary<string, string>())
            labels[name] = value;
        return new ImageDescription(platform.Architecture)
        {
            Variant = platform.Variant,
            Labels = labels,
            SourceDateEpoch = project.SourceDateEpoch,
        };
    }

    private static Problem Problem(ErrorCode code, string archive, string what, string fix) => new(code, what, $"springform.yaml, packages, {archive}", fix);
}
