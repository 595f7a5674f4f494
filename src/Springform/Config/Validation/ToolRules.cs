using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>The tools image and its recipes.</summary>
internal static class ToolRules
{
    public static void Check(Findings findings)
    {
        if (findings.Config.Tools is not { } tools)
        {
            return;
        }

        ImageRules.Image(findings, "tools.image", tools.Image, digest: false);
        findings.Reference("tools.base", tools.Base, "bases", findings.Config.Bases.Keys);
        CommonRules.PlatformNames(findings, "tools.platforms", tools.Platforms, Platform.OfContainers);
        CommonRules.NotEmpty(findings, "tools.recipes", tools.Recipes, "tools");
        CommonRules.Names(findings, "tools.recipes", tools.Recipes.Keys);
        foreach (var (name, recipe) in tools.Recipes)
        {
            Recipe(findings, Key("tools.recipes", name), tools, recipe);
        }
    }

    private static void Recipe(Findings findings, string path, ToolsConfig tools, RecipeConfig recipe)
    {
        var context = Key(path, "context");
        var dockerfile = Key(path, "dockerfile");
        var isThere = PathRules.Plain(findings, context, recipe.Context) && !findings.IsFailed(path);
        if (isThere && !findings.Exists(recipe.Context))
        {
            PathRules.Existing(findings, context, recipe.Context, "folder");
        }
        else if (isThere && PathRules.Plain(findings, dockerfile, recipe.Dockerfile) && !findings.Exists($"{recipe.Context.TrimEnd('/')}/{recipe.Dockerfile}"))
        {
            findings.Report(
                ErrorCode.MissingFile,
                findings.IsWritten(dockerfile) ? dockerfile : context,
                $"{path} has no Dockerfile: {Quoted.Of($"{recipe.Context.TrimEnd('/')}/{recipe.Dockerfile}")} does not exist",
                "create it, or name another with dockerfile:, relative to the context"
            );
        }

        ImageRules.Stage(findings, Key(path, "stage"), recipe.Stage);
        ImageRules.Arguments(findings, Key(path, "args"), recipe.Args);
        CommonRules.Timeout(findings, Key(path, "timeout"), recipe.Timeout);
        Platforms(findings, Key(path, "platforms"), tools, recipe.Platforms);
    }

    private static void Platforms(Findings findings, string path, ToolsConfig tools, IReadOnlyList<string>? platforms)
    {
        CommonRules.PlatformNames(findings, path, platforms, Platform.OfContainers);
        for (var index = 0; index < platforms?.Count; index++)
        {
            if (Platform.Find(platforms[index]) is not null && !findings.IsFailed("tools.platforms") && !tools.Platforms.Contains(platforms[index]))
            {
                findings.Report(
                    ErrorCode.UnknownReference,
                    Item(path, index),
                    $"{Quoted.Of(platforms[index])} is not among the platforms of tools",
                    "add it to tools.platforms, or remove it here"
                );
            }
        }
    }
}
