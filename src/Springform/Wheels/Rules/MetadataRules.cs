using System.Text.RegularExpressions;
using Springform.Plan;

namespace Springform.Wheels.Rules;

/// <summary>Of METADATA and PKG-INFO: the core metadata specification, and what PyPI asks beyond it. Local versions are no fault of a file that stays here.</summary>
internal static partial class MetadataRules
{
    private const int MaxSummary = 512;
    private const int MaxLabel = 32;

    private static readonly IReadOnlyList<string> Versions = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"];

    private static readonly IReadOnlyList<string> ContentTypes = ["text/plain", "text/x-rst", "text/markdown"];

    /// <param name="distribution">of the file's name</param>
    /// <param name="version">of the file's name</param>
    public static IEnumerable<string> Broken(string text, string distribution, string version)
    {
        var fields = HeaderFields.Parse(text);
        var form = One("Metadata-Version");
        if (!Versions.Contains(form))
            yield return $"has Metadata-Version {Quoted.Of(form)}, and an index knows {string.Join(", ", Versions)}";
        if (!Name().IsMatch(One("Name")) || WheelName.Normal(One("Name")) != distribution)
            yield return $"is {Quoted.Of(One("Name"))} in its metadata";
        if (One("Version") != version)
            yield return $"has the version {Quoted.Of(One("Version"))} in its metadata";
        if (One("Summary") is var summary && (summary.Length > MaxSummary || summary.Contains('\n', StringComparison.Ordinal)))
            yield return $"has a Summary of {summary.Length} characters, and one line of {MaxSummary} is the most";
        if (One("Description-Content-Type").Split(';')[0].Trim() is { Length: > 0 } type && !ContentTypes.Contains(type.ToLowerInvariant()))
            yield return $"has a description of the type {Quoted.Of(type)}, and an index shows {string.Join(", ", ContentTypes)}";
        foreach (var requirement in All("Requires-Dist").Where(requirement => Direct().IsMatch(requirement)))
            yield return $"requires {Quoted.Of(requirement)}, and an index takes no requirement that is an address";
        foreach (var url in All("Project-URL").Where(url => url.Split(',', 2) is not [{ Length: > 0 and <= MaxLabel }, { Length: > 1 }]))
            yield return $"has the Project-URL {Quoted.Of(url)}, which is no label of at most {MaxLabel} characters, a comma and an address";
        if (form is "2.4" or "2.5" && One("License-Expression").Length > 0 && (One("License").Length > 0 || All("Classifier").Any(classifier => classifier.StartsWith("License ::", StringComparison.Ordinal))))
            yield return "has a License-Expression and beside it an older way to name the licence: License, or a License :: classifier";

        string One(string name) => All(name).FirstOrDefault() ?? "";

        IEnumerable<string> All(string name) => fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);
    }

    /// <summary>Paths of License-File: below licenses/ of a wheel's dist-info, below the folder of a source distribution. Before 2.4 the field says nothing of where they are (PEP 639).</summary>
    public static IEnumerable<string> LicenceFiles(string text)
    {
        var fields = HeaderFields.Parse(text);
        return fields.Any(field => field is { Key: "Metadata-Version", Value: "2.4" or "2.5" })
            ? fields.Where(field => field.Key.Equals("License-File", StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)
            : [];
    }

    [GeneratedRegex("^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    /// <summary>name @ address, name[extra]@address (PEP 508)</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._-]+\s*(\[[^\]]*\])?\s*@", RegexOptions.ExplicitCapture)]
    private static partial Regex Direct();
}
