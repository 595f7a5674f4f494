using System.Text.RegularExpressions;
using Springform.Names;

namespace Springform.Init;

/// <summary>docker-bake.hcl or docker-bake.json: the platforms of its targets. What else it says is told and not carried over.</summary>
internal static partial class BakeFile
{
    private static readonly IReadOnlyList<string> Files = ["docker-bake.hcl", "docker-bake.json"];

    /// <summary>Attributes of targets, and what does the same here; empty: nothing has to be said here. docs/moving-from/bake.md has the reasons.</summary>
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["args"] = "builder.args",
        ["cache-from"] = "cache.registry",
        ["cache-to"] = "cache.registry",
        ["contexts"] = "inputs",
        ["matrix"] = "matrix",
        ["secret"] = "secrets of a command",
        ["context"] = "",
        ["dockerfile"] = "",
        ["target"] = "",
        ["platforms"] = "",
        ["inherits"] = "",
        ["name"] = "",
        ["description"] = "",
    };

    public static Draft Into(Draft draft, Repository repository)
    {
        if (Files.FirstOrDefault(repository.Has) is not { } file)
            return draft;
        var text = Comments().Replace(repository.Text(file), match => match.Value.StartsWith('"') ? match.Value : "");
        var platforms = PlatformLists()
            .Matches(text)
            .SelectMany(list => QuotedText().Matches(list.Groups["items"].Value).Select(item => item.Groups["text"].Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var known = platforms.Where(platform => Platform.Find(platform) is { IsLinux: true }).ToList();
        var lost = Attributes()
            .Matches(QuotedText().Replace(text, match => file.EndsWith(".json", StringComparison.Ordinal) ? match.Value : "\"\""))
            .Select(match => match.Groups["name"].Value)
            .Where(name => Meanings.GetValueOrDefault(name, "-").Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => Meanings.TryGetValue(name, out var meaning) ? $"{name} (`{meaning}`)" : name)
            .Concat(platforms.Except(known).Select(platform => $"the platform {platform}"))
            .ToList();
        var carried = draft.CrossCompiles || known.Count == 0 ? draft : draft with { From = $"{draft.From} and {file}", Targets = [.. known.Select(Target)] };
        return lost.Count == 0 ? carried : carried.Noting($"Not carried over from {file}: {string.Join(", ", lost)}.");

        TargetDraft Target(string platform) => new(Platform.Of(platform).Kernel, platform, draft.Targets[0].Settings);
    }

    // Strings are matched too, so that what looks like a comment in one stays.
    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"|#[^\\n]*|//[^\\n]*|/\\*.*?\\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("\\bplatforms\"?[ \\t]*[=:][ \\t\\r\\n]*\\[(?<items>[^\\]]*)\\]")]
    private static partial Regex PlatformLists();

    [GeneratedRegex("\"(?<text>(?:[^\"\\\\\\n]|\\\\.)*)\"")]
    private static partial Regex QuotedText();

    /// <summary>Of the names that bake knows: groups, variables and functions have others.</summary>
    [GeneratedRegex(
        "(?:^|[{,])[ \\t]*\"?(?<name>annotations|args|attest|cache-from|cache-to|call|context|contexts|dockerfile|dockerfile-inline|entitlements|"
            + "inherits|labels|matrix|network|no-cache|no-cache-filter|output|platforms|pull|secret|shm-size|ssh|tags|target|ulimits)\"?[ \\t]*[=:]",
        RegexOptions.Multiline
    )]
    private static partial Regex Attributes();
}
