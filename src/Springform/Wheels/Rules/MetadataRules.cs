using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;

namespace Springform.Wheels.Rules;

/// <summary>
/// Of METADATA and PKG-INFO: the core metadata specification, and what PyPI asks beyond it. Local versions are no fault of a file that stays here.
/// </summary>
internal static partial class MetadataRules
{
    private const int MaxSummary = 512;
    private const int MaxLabel = 32;
    private const string Markdown = "text/markdown";

    private static readonly IReadOnlyList<string> ContentTypes = ["text/plain", "text/x-rst", Markdown];

    private static readonly IReadOnlyList<string> MarkdownVariants = ["GFM", "CommonMark"];

    /// <param name="distribution">of the file's name</param>
    /// <param name="version">of the file's name</param>
    public static IEnumerable<string> Broken(string text, string distribution, string version)
    {
        var fields = HeaderFields.Parse(text);
        var form = One("Metadata-Version");
        if (!MetadataFields.Versions.Contains(form))
            yield return $"has Metadata-Version {Quoted.Of(form)}, and an index knows {string.Join(", ", MetadataFields.Versions)}";
        else
        {
            foreach (
                var field in fields
                    .Select(field => field.Key)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Where(field => !field.Equals(MetadataFields.LicenceFile, StringComparison.OrdinalIgnoreCase))
            )
            {
                if (MetadataFields.NewerThan(form, field) is { } since)
                    yield return $"has the field {field} with Metadata-Version {form}, and there is that field since {since}";
            }
        }

        foreach (
            var field in fields
                .GroupBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
                .Where(field => field.Count() > 1 && MetadataFields.IsSingle(field.Key))
        )
            yield return $"has the field {field.Key} {field.Count()} times, and one is the most";
        if (!Name().IsMatch(One("Name")) || WheelName.Normal(One("Name")) != distribution)
            yield return $"is {Quoted.Of(One("Name"))} in its metadata";
        if (One("Version") != version)
            yield return $"has the version {Quoted.Of(One("Version"))} in its metadata";
        if (One("Summary") is var summary && (summary.Length > MaxSummary || summary.Contains('\n', StringComparison.Ordinal)))
            yield return $"has a Summary of {summary.Length} characters, and one line of {MaxSummary} is the most";
        if (One("Description-Content-Type") is { Length: > 0 } content && ContentFault(content) is { } fault)
            yield return fault;
        foreach (var requirement in All("Requires-Dist").Where(requirement => Direct().IsMatch(requirement)))
            yield return $"requires {Quoted.Of(requirement)}, and an index takes no requirement that is an address";
        foreach (var url in All("Project-URL").Where(url => url.Split(',', 2) is not [{ Length: > 0 and <= MaxLabel }, { Length: > 1 }]))
            yield return $"has the Project-URL {Quoted.Of(url)}, which is no label of at most {MaxLabel} characters, a comma and an address";
        if (One("License-Expression") is { Length: > 0 } expression && LicenceExpression.Fault(expression) is { } wrong)
            yield return $"has the License-Expression {Quoted.Of(expression)}, which is no SPDX expression: {wrong}";
        foreach (
            var file in LicenceFiles(text)
                .Where(file => file.StartsWith('/') || file.Contains('\\', StringComparison.Ordinal) || file.Split('/').Contains(".."))
        )
            yield return $"names the licence {Quoted.Of(file)}, and an index takes paths below the licences' folder alone, with forward slashes";
        if (
            form is "2.4" or "2.5"
            && One("License-Expression").Length > 0
            && (One("License").Length > 0 || All("Classifier").Any(classifier => classifier.StartsWith("License ::", StringComparison.Ordinal)))
        )
            yield return "has a License-Expression and beside it an older way to name the licence: License, or a License :: classifier";

        string One(string name) => All(name).FirstOrDefault() ?? "";

        IEnumerable<string> All(string name) => fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);
    }

    /// <summary>
    /// Paths of License-File: below licenses/ of a wheel's dist-info, below the folder of a source distribution. Before 2.4 the field says nothing of where
    /// they are (PEP 639).
    /// </summary>
    public static IEnumerable<string> LicenceFiles(string text)
    {
        var fields = HeaderFields.Parse(text);
        return fields.Any(field => field is { Key: "Metadata-Version", Value: "2.4" or "2.5" })
            ? fields.Where(field => field.Key.Equals("License-File", StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)
            : [];
    }

    /// <summary>TYPE/SUBTYPE and parameters: <c>text/markdown; charset=UTF-8; variant=GFM</c>.</summary>
    private static string? ContentFault(string content)
    {
        var parts = content.Split(';').Select(part => part.Trim()).ToList();
        var type = parts[0].ToLowerInvariant();
        return !ContentTypes.Contains(type) ? $"has a description of the type {Quoted.Of(parts[0])}, and an index shows {string.Join(", ", ContentTypes)}"
            : Parameter("charset") is { } charset && charset != "UTF-8"
                ? $"has a description with charset={charset}, and an index takes UTF-8 alone, written so"
            : type == Markdown && Parameter("variant") is { } variant && !MarkdownVariants.Contains(variant)
                ? $"has a description in the variant {Quoted.Of(variant)} of Markdown, and an index knows {string.Join(" and ", MarkdownVariants)}"
            : null;

        string? Parameter(string name) =>
            parts
                .Skip(1)
                .Select(part => part.Split('=', 2))
                .Where(pair => pair.Length == 2 && pair[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(pair => pair[1].Trim().Trim('"'))
                .FirstOrDefault();
    }

    [GeneratedRegex("^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    /// <summary>name @ address, name[extra]@address (PEP 508)</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._-]+\s*(\[[^\]]*\])?\s*@", RegexOptions.ExplicitCapture)]
    private static partial Regex Direct();
}
