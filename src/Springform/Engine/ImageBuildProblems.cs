using System.Text.RegularExpressions;

namespace Springform.Engine;

/// <summary>What most often keeps an image from being built, by the words of BuildKit, podman's buildah and apt.</summary>
internal static partial class ImageBuildProblems
{
    /// <returns>why, to follow "the image x was not built", and the remedy; null: something else</returns>
    public static (string Why, string Fix)? Of(IReadOnlyList<string> lastLines)
    {
        foreach (var line in lastLines.Reverse())
        {
            if (NoSuchFile().Match(line) is { Success: true } file)
                return (
                    $": it copies {file.Groups["path"].Value.TrimStart('/')}, which is not in its build context",
                    "name the file under builder.context in springform.yaml; for a recipe, put it into the recipe's context"
                );
            if (NoSuchPackage().Match(line) is { Success: true } package)
                return (
                    $": apt knows no package {package.Groups["name"].Value}",
                    "correct its name for the distribution of the base, and run apt-get update in the same RUN, before it"
                );
        }

        return null;
    }

    // BuildKit: ... failed to calculate checksum of ref x::y: "/a": not found; buildah: copier: stat: "/a": no such file or directory
    [GeneratedRegex(
        "failed to calculate checksum of ref .*: \"(?<path>[^\"]+)\": not found|copier: stat: \"(?<path>[^\"]+)\": no such file",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NoSuchFile();

    [GeneratedRegex(@"E: Unable to locate package (?<name>\S+)|E: Package '(?<name>[^']+)' has no installation candidate", RegexOptions.CultureInvariant)]
    private static partial Regex NoSuchPackage();
}
