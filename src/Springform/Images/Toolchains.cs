using Springform.Cache;
using Springform.Compile;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Images;

/// <summary>What the builders said of their versions.</summary>
internal sealed class Toolchains(BuildPlan plan, BlobStore results)
{
    /// <summary>By builder id, then by name: glibc, gcc, python. Empty for a builder that was never asked.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Stored() =>
        plan.Toolchains.ToDictionary(
            step => step.BuilderId,
            step => (IReadOnlyDictionary<string, string>)(Find(step) is { } blob ? Read(blob) : []),
            StringComparer.Ordinal
        );

    /// <summary>Asks the builders that were never asked; builds them when they are not there.</summary>
    public async Task AskAsync(IReadOnlyList<BuilderStep> builders, ImageSupply images, Compilation compilation, CancellationToken cancellation)
    {
        var missing = plan.Toolchains.Where(step => builders.Any(builder => builder.Id == step.BuilderId) && Find(step) is null).ToList();
        await images.EnsureBuildersAsync(plan, [.. missing.Select(step => plan.Builder(step.BuilderId))], cancellation);
        await compilation.RunAsync(plan, missing, cancellation);
    }

    private Blob? Find(CommandStep step) => results.Find(step.Id, step.Key.Key);

    private static Dictionary<string, string> Read(Blob blob) =>
        StoredText
            .Of(blob)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2))
            .Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => Quoted.Clean(parts[0]), parts => Quoted.Clean(parts[1]), StringComparer.Ordinal);
}
