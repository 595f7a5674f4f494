using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>What package managers are told about a release.</summary>
internal static partial class FormulaRules
{
    private const int MaxTextLength = 200;

    public static void Check(Findings findings)
    {
        Formula(findings, "homebrew", findings.Config.Homebrew);
        Formula(findings, "scoop", findings.Config.Scoop);
    }

    private static void Formula(Findings findings, string path, FormulaConfig? formula)
    {
        if (formula is null || findings.IsFailed(path))
            return;
        if (findings.Config.Release?.Github?.Repository is null && !findings.IsFailed("release"))
            findings.ReportKey(
                ErrorCode.MissingKey,
                path,
                $"{path} names addresses of the release, and springform.yaml does not say in which repository it will be",
                "add release: {github: {repository: OWNER/NAME}}: what the environment says may be another one on another machine"
            );
        Name(findings, path, formula.Name);
        Description(findings, Key(path, "description"), formula.Description);
        Homepage(findings, Key(path, "homepage"), formula.Homepage);
        License(findings, Key(path, "license"), formula.License);
        Programs(findings, Key(path, "programs"), formula.Programs);
        CommonRules.NotEmpty(findings, Key(path, "archives"), formula.Archives);
        PathRules.Globs(findings, Key(path, "archives"), formula.Archives);
        if (findings.Config.Packages.Count == 0 && findings.Config.Prebuilt.Count == 0)
            findings.ReportKey(
                ErrorCode.MissingKey,
                path,
                $"{path} installs archives, and the file declares none",
                $"add packages: or prebuilt:, or remove {path}"
            );
    }

    private static void Name(Findings findings, string path, string? name)
    {
        if (CommonRules.Fits(FormulaName(), name ?? findings.Config.Name, Patterns.MaxNameLength) || (name is null && findings.Config.Name.Length == 0))
            return;
        findings.Report(
            ErrorCode.InvalidValue,
            name is null ? path : Key(path, "name"),
            $"{Quoted.Of(name ?? findings.Config.Name)} cannot be the name of what {path} installs",
            $"give it one with {Key(path, "name")}: lower-case letters, digits, '.', '_' and '-', beginning with a letter"
        );
    }

    private static void Description(Findings findings, string path, string text)
    {
        if (text.Length == 0 && !findings.IsWritten(path))
            return;
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextLength)
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which is not one line of text",
                $"write a few words, at most {MaxTextLength} characters"
            );
    }

    private static void Homepage(Findings findings, string path, string address)
    {
        if (address.Length == 0 && !findings.IsWritten(path))
            return;
        var isPlain =
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri is { UserInfo: "" }
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && address.Length <= MaxTextLength;
        if (!isPlain)
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is not the plain address of a page", "write it as https://HOST/PATH, without a password");
    }

    private static void License(Findings findings, string path, string text)
    {
        if (text.Length == 0 && !findings.IsWritten(path))
            return;
        if (!CommonRules.Fits(Licences(), text, MaxTextLength))
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which is no SPDX name",
                "write e.g. MIT, or several as MIT OR Apache-2.0; OR and AND do not go together here"
            );
    }

    private static void Programs(Findings findings, string path, IReadOnlyList<string> programs)
    {
        CommonRules.NotEmpty(findings, path, programs);
        for (var index = 0; index < programs.Count; index++)
            PathRules.Plain(findings, Item(path, index), programs[index]);
        var twice = programs.GroupBy(program => program.Split('/')[^1], StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} lists two programs with the name {Quoted.Of(twice.Key)}",
                "remove one: both would be the same command"
            );
    }

    // Narrower than Homebrew and Scoop are: it becomes a class in Ruby, and the name of a file.
    [GeneratedRegex(@"^[a-z][a-z0-9]*([._-][a-z0-9]+)*\z")]
    private static partial Regex FormulaName();

    [GeneratedRegex(@"^[A-Za-z0-9.+-]+(( OR [A-Za-z0-9.+-]+)*|( AND [A-Za-z0-9.+-]+)*)\z")]
    private static partial Regex Licences();
}
