using Springform.Config;
using Springform.Errors;
using Springform.Names;

namespace Springform.Planning;

/// <summary>
/// Every entry of a list of paths or globs has to fit something: E105 for one that selects no file, and for one that can fit nothing that a command is declared
/// to make. What commands really made is asked when they have run.
/// </summary>
internal sealed class PatternChecks(PlanContext context)
{
    private const string Listed = "Springform sees what git tracks, and what is new and not ignored; an ignored file is taken by its whole name only";

    private readonly IReadOnlyList<string> outputs = [.. context.Config.Compile.SelectMany(step => step.Outputs).Where(pattern => !Glob.IsException(pattern))];
    private readonly List<string> paths = [.. context.Facts.Tree.Files.Select(file => file.Path)];

    public void Run()
    {
        foreach (var (step, index) in context.Config.Compile.Select((step, index) => (step, index)))
        {
            Inputs(step.Inputs ?? [], $"compile[{index}].inputs");
        }

        foreach (var (name, recipe) in context.Config.Tools?.Recipes ?? new Dictionary<string, RecipeConfig>())
        {
            if (!context.Matches(recipe.Context.TrimEnd('/') + "/**"))
            {
                Add($"the context of the recipe {name}, {recipe.Context}, has no file", $"tools.recipes.{name}", Listed);
            }
        }

        BuilderContext();
        Packages();
        if (context.Config.Wheels is { } wheels)
        {
            Made(wheels.Wheel, "wheels.wheel");
            Made(wheels.Sdist, "wheels.sdist");
        }
    }

    private void Inputs(IReadOnlyList<string> patterns, string place)
    {
        var wanted = patterns.Where(pattern => !Glob.IsException(pattern)).ToList();
        if (patterns.Count > wanted.Count && wanted.Exists(context.Matches) && context.Select(patterns).Files.Count == 0)
        {
            Add($"{place} leaves out all that it names", place, "correct the patterns that begin with !");
        }

        foreach (
            var pattern in patterns.Where(pattern =>
                Glob.IsException(pattern) && Glob.Match([pattern[1..]], [.. context.Select(wanted).Files.Select(file => file.Path)]).Count == 0
            )
        )
        {
            Add($"{Quoted.Of(pattern)} in {place} leaves nothing out: no other entry names such a file", place, "correct the pattern, or remove it");
        }

        foreach (var pattern in wanted.Where(pattern => !context.Matches(pattern)))
        {
            Add(
                $"{Quoted.Of(pattern)} in {place} matches no file",
                place,
                Nearest.To(pattern, paths) is { } nearest ? $"did you mean '{nearest}'?"
                    : Glob.LiteralPrefix(pattern).Length > 0 && IsMade(pattern) ? "remove it: what earlier commands make is seen without being listed"
                    : $"correct the path, or remove it; {Listed}"
            );
        }
    }

    private void BuilderContext()
    {
        if (context.Config.Builder is not { } builder)
        {
            return;
        }

        Inputs(builder.Context, "builder.context");
        foreach (var pattern in builder.Context.Where(pattern => !Glob.IsException(pattern) && context.Matches(pattern)))
        {
            var (left, ignoredBy) = context.BuildFiles.WithoutIgnored(context.Select([pattern]), builder.Dockerfile, "");
            if (left.Files.Count == 0)
            {
                Add(
                    $"{ignoredBy} leaves out all that {Quoted.Of(pattern)} in builder.context matches",
                    "builder.context",
                    $"correct {ignoredBy}, or remove the entry"
                );
            }
        }
    }

    /// <summary>A file of the work tree, or what commands may make: whether they do is known when they have run.</summary>
    private void Packages()
    {
        foreach (var (package, index) in context.Config.Packages.Select((package, index) => (package, index)))
        {
            Taken(package.Files.Where(file => file is { Tool: null, Text: null }).Select(file => file.From), $"packages[{index}].files");
            Taken(SystemPackages.Scripts(package).Values, $"packages[{index}].system_package.scripts");
        }

        Taken(context.Config.Deploy?.Files.Select(file => file.From) ?? [], "deploy.files");
    }

    private void Taken(IEnumerable<string> patterns, string place)
    {
        foreach (var pattern in patterns.Where(pattern => !context.Matches(pattern) && !IsMade(pattern)))
        {
            Add(
                $"{Quoted.Of(pattern)} in {place} matches no file, and no outputs: of compile name it",
                place,
                Nearest.To(pattern, paths) is { } nearest ? $"did you mean '{nearest}'?" : $"correct the path, or declare it in outputs:; {Listed}"
            );
        }
    }

    private void Made(string? pattern, string place)
    {
        if (pattern is not null && !IsMade(pattern))
        {
            Add(
                $"{place} is {Quoted.Of(pattern)}, and no outputs: of compile name such a file",
                place,
                outputs.Count == 0 ? "add a command to compile: that makes it" : $"the commands make: {string.Join(", ", outputs)}"
            );
        }
    }

    private bool IsMade(string pattern) => outputs.Any(output => Glob.CanMeet(pattern, output));

    private void Add(string what, string place, string fix) => context.Problems.Add(new Problem(ErrorCode.MissingFile, what, $"springform.yaml, {place}", fix));
}
