using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>What the planners of one planning share: configuration, facts, bases, and file selections made once per pattern list.</summary>
internal sealed class PlanContext(ProjectConfig config, PlanFacts facts, ProjectFacts project)
{
    private const int ShownProblems = 20;

    private readonly Dictionary<string, FileSet> selections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileFact> files = facts.Tree.Files.Concat(facts.Named.Files).ToDictionary(file => file.Path, StringComparer.Ordinal);

    public ProjectConfig Config { get; } = config;

    public PlanFacts Facts { get; } = facts;

    public ProjectFacts Project { get; } = project;

    public BaseCatalog Bases { get; } = new(config, facts);

    /// <summary>What is wrong so far; planning goes on as far as it can, so that all is said at once.</summary>
    public List<Problem> Problems { get; } = [];

    public BuildFiles BuildFiles { get; } = new(facts);

    public IReadOnlyDictionary<string, string> ProjectValues { get; } = ProjectNames.Of(project);

    /// <summary>Values of the names that <see cref="TemplateScope.Target"/> offers.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(Target target) =>
        new Dictionary<string, string>(ProjectValues.Concat(Template.ValuesOf(Platform.Of(target.Platform))), StringComparer.Ordinal)
        {
            ["target"] = target.Id,
            ["base"] = target.Base ?? "",
            ["variant"] = target.Variant ?? "",
            ["python"] = target.Python?.ToString() ?? "",
            ["suffix"] = target.Suffix,
        };

    /// <summary>The result, or null and problems.</summary>
    public T? Collect<T>(Func<T> plan)
        where T : class
    {
        try
        {
            return plan();
        }
        catch (SpringformException error)
        {
            Problems.AddRange(error.Problems);
            return null;
        }
    }

    public void ThrowProblems()
    {
        if (Problems.Count > 0)
        {
            throw new SpringformException([.. Problems.DistinctBy(problem => problem.ToString(), StringComparer.Ordinal)]);
        }
    }

    /// <summary>Whether a pattern selects any file.</summary>
    public bool Matches(string pattern) => Select([pattern]).Files.Count > 0;

    /// <summary>What any of several lists selects: an exception of one takes nothing from another.</summary>
    public FileSet SelectAny(IEnumerable<IReadOnlyList<string>?> lists) =>
        new(lists.SelectMany(patterns => Select(patterns).Files).DistinctBy(file => file.Path, StringComparer.Ordinal));

    /// <summary>
    /// Files that the patterns select; null: all that git tracks or would but springform.yaml, of which each key has what matters to its step.
    /// </summary>
    public FileSet Select(IReadOnlyList<string>? patterns)
    {
        var id = patterns is null ? "\0" : string.Join('\n', patterns);
        if (!selections.TryGetValue(id, out var selected))
        {
            selections[id] = selected = patterns is null ? WithoutConfiguration() : Matching(patterns);
            RequireUsable(selected);
        }

        return selected;
    }

    private FileSet WithoutConfiguration() => new(Facts.Tree.Files.Where(file => file.Path != ConfigReader.FileName));

    private FileSet Matching(IReadOnlyList<string> patterns)
    {
        // What git ignores is only taken by a name without wildcards.
        var literal = patterns.Where(Glob.IsLiteral).ToList();
        var exceptions = patterns.Where(Glob.IsException);
        var paths = Glob.Match(patterns, [.. Facts.Tree.Files.Select(file => file.Path)])
            .Concat(literal.Count == 0 ? [] : Glob.Match([.. literal, .. exceptions], [.. Facts.Named.Files.Select(file => file.Path)]))
            .Distinct(StringComparer.Ordinal);
        return new FileSet(paths.Select(path => files[path]));
    }

    /// <exception cref="SpringformException">E108 for names that no archive of ours carries, and no command could be handed</exception>
    private static void RequireUsable(FileSet files)
    {
        var problems = files
            .Files.Select(file => (file.Path, Reason: FileName.Refusal(file.Path)))
            .Where(file => file.Reason.Length > 0)
            .Take(ShownProblems)
            .Select(file => new Problem(
                ErrorCode.UnusableName,
                $"the name of the file {Quoted.Of(file.Path)} {file.Reason}",
                Quoted.Of(file.Path),
                "rename the file (git mv), or leave it out: name what a step needs under inputs:, context: or files: with patterns that do not match it"
            ))
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }
}
