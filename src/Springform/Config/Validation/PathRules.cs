using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Paths and globs inside the project: relative, with /, never leaving it.</summary>
internal static class PathRules
{
    /// <summary>A file or folder that must exist: E105.</summary>
    /// <param name="value">null or empty: nothing to check</param>
    /// <param name="example">what kind of thing it is, for the message: Dockerfile, folder</param>
    public static void Existing(Findings findings, string path, string? value, string example)
    {
        if (Plain(findings, path, value) && !findings.Exists(value!))
        {
            findings.Report(
                ErrorCode.MissingFile,
                path,
                $"{path} names the {example} {Quoted.Of(value!)}, which does not exist",
                "create it, or correct the path: it is relative to springform.yaml"
            );
        }
    }

    /// <summary>Globs of inputs, outputs and contexts.</summary>
    public static void Globs(Findings findings, string path, IReadOnlyList<string>? globs)
    {
        for (var index = 0; index < globs?.Count; index++)
        {
            Glob(findings, Item(path, index), globs[index]);
        }
    }

    /// <summary>The same, where a ! before one leaves out what it fits.</summary>
    public static void GlobsAndExceptions(Findings findings, string path, IReadOnlyList<string>? globs)
    {
        for (var index = 0; index < globs?.Count; index++)
        {
            Glob(findings, Item(path, index), globs[index].StartsWith('!') ? globs[index][1..] : globs[index]);
        }

        if (globs is { Count: > 0 } && globs.All(glob => glob.StartsWith('!')))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} says only what is left out, so nothing is taken",
                "add a pattern without ! before it, e.g. \"**\""
            );
        }
    }

    /// <summary>The wildcards are * and, as a whole folder name, **.</summary>
    public static bool Glob(Findings findings, string path, string glob)
    {
        if (!Plain(findings, path, glob))
        {
            return false;
        }

        var fix =
            glob[0] == '!' ? "to leave files out, write one ! before a pattern of inputs:, outputs: or context:; other patterns take none"
            : glob.IndexOfAny(['?', '[', ']', '{', '}']) >= 0 ? "only * and ** are wildcards: write one entry for each alternative"
            : glob.Split('/').Any(part => part.Contains("**", StringComparison.Ordinal) && part != "**")
                ? "** stands for whole folders: write **/*.go instead of **.go"
            : null;
        if (fix is not null)
        {
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is {Quoted.Of(glob)}, which is not a glob that is understood", fix);
        }

        return fix is null;
    }

    /// <summary>A relative path that stays inside; reports E103 otherwise. False also for nothing.</summary>
    public static bool Plain(Findings findings, string path, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            if (value is not null && findings.IsWritten(path))
            {
                findings.Report(ErrorCode.InvalidValue, path, $"{path} is empty", "write a path relative to springform.yaml");
            }

            return false;
        }

        var reason = Reason(value);
        if (reason is not null)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(value)}: {reason}",
                "write a path relative to springform.yaml, with / between names"
            );
        }

        return reason is null;
    }

    private static string? Reason(string value)
    {
        var parts = value.Split('/');
        return FileName.Refusal(value) is { Length: > 0 } refusal ? $"it {refusal}"
            : value.StartsWith('/') || value.StartsWith('~') || value is [_, ':', ..] ? "it is not relative"
            : parts.Contains("..") ? "it leaves the project with .."
            : parts.Contains(".") && value != "." ? "it has a part that is only a dot"
            : value.Contains("//", StringComparison.Ordinal) ? "it has an empty part between two slashes"
            : null;
    }
}
