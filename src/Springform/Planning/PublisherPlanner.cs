using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>What publishers will run for.</summary>
internal static class PublisherPlanner
{
    /// <param name="plan">all else</param>
    /// <exception cref="SpringformException">E103 for each glob that fits no file of dist/; a part does not have all of them, and is not asked</exception>
    public static IReadOnlyList<PlannedPublisher> Plan(IReadOnlyList<PublisherConfig> publishers, BuildPlan plan)
    {
        List<string> names = [.. plan.FileNames.Concat(plan.ReportNames).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var problems = plan.IsPartial
            ? []
            : publishers
                .SelectMany(publisher =>
                    Unused(publisher, names)
                        .Select(glob => new Problem(
                            ErrorCode.InvalidValue,
                            $"the publisher {publisher.Name} runs for {Quoted.Of(glob)}, which fits no file of dist/",
                            "springform.yaml, publishers",
                            $"correct the glob, or remove it; dist/ will have {string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", ..." : "")}"
                        ))
                )
                .ToList();
        return problems.Count > 0
            ? throw new SpringformException(problems)
            : [.. publishers.Select(publisher => new PlannedPublisher(publisher, publisher.Files is { } globs ? Glob.Match(globs, names) : null))];
    }

    /// <summary>Globs of a publisher that fit none of the names, once its exceptions are left out.</summary>
    internal static IEnumerable<string> Unused(PublisherConfig publisher, IReadOnlyList<string> names)
    {
        var globs = publisher.Files ?? [];
        List<string> exceptions = [.. globs.Where(Glob.IsException)];
        return globs.Where(glob => !Glob.IsException(glob) && Glob.Match([glob, .. exceptions], names).Count == 0);
    }
}
