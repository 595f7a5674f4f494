using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>What goes into a package: files, tools or a text, and where to.</summary>
internal static class PackageFileRules
{
    public static void Check(Findings findings, string path, FileConfig file)
    {
        var from = Key(path, "from");
        if (file.Text is not null)
        {
            Text(findings, path, file);
        }
        else if (file.From.Length == 0 && !findings.IsWritten(from) && !findings.IsWritten(Key(path, "text")) && !findings.IsFailed(path))
        {
            findings.Report(ErrorCode.MissingKey, path, $"{path} has neither from nor text", "add from: with a file or a glob, or text: with the content");
        }
        else if (file.Tool is { } tool)
        {
            Tools(findings, from, tool);
        }
        else if (!findings.IsFailed(path))
        {
            PathRules.Glob(findings, from, file.From);
        }

        if (file.To is { } to and not "./" && PathRules.Plain(findings, Key(path, "to"), to) && to.IndexOfAny(['*', '?', '{', '}']) >= 0)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "to"),
                $"{Key(path, "to")} is {Quoted.Of(to)}, which is neither a folder nor a file name",
                "write a folder with a slash at its end, or a file name; wildcards and templates do not work here"
            );
        }
    }

    private static void Text(Findings findings, string path, FileConfig file)
    {
        var text = Key(path, "text");
        CommonRules.Templates(findings, text, file.Text!, TemplateScope.Target);
        if (file.From.Length > 0)
        {
            findings.Report(ErrorCode.InvalidValue, text, $"{path} has both from and text, and a file has one content", "remove one, or write a second entry");
        }

        if (file.To is null or "." || file.To.EndsWith('/'))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                text,
                $"{text} is the content of one file, and {Key(path, "to")} {(file.To is null ? "is missing" : $"is {Quoted.Of(file.To)}, a folder")}",
                "name the file: to: VERSION"
            );
        }
    }

    private static void Tools(Findings findings, string path, string recipe)
    {
        if (findings.Config.Tools is { } tools)
        {
            findings.Reference(path, recipe.Length == 0 ? null : recipe, "tools.recipes", tools.Recipes.Keys);
        }
        else if (!findings.IsWritten("tools"))
        {
            findings.Report(ErrorCode.MissingKey, path, $"{path} takes tools, but the file has no tools", "add tools: with its recipes, or remove this entry");
        }
    }
}
