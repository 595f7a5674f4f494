using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A draft as the texts of springform.yaml and builder/Dockerfile.</summary>
/// <param name="name">of the project, one that springform.yaml may have</param>
internal sealed partial class DraftFiles(Draft draft, string name)
{
    public const string Dockerfile = "builder/Dockerfile";

    private const int CommentColumn = 40;

    /// <param name="version">the value of the key</param>
    /// <param name="versionComment">null: none</param>
    /// <param name="licences">files that every archive gets</param>
    /// <param name="others">from what else it could be built</param>
    public string Yaml(string version, string? versionComment, IReadOnlyList<string> licences, IReadOnlyList<string> others)
    {
        var suite = draft.Suite;
        List<string> lines =
        [
            $"# A first configuration, made from {draft.From}. Every key is explained in Springform's docs/reference/configuration.md.",
            .. others.Select(other => $"# It can also be built from {other}: then change `run` and the builder."),
            .. draft.Notes.Select(note => "# " + note),
            $"name: {name}",
            Line($"version: {version}", versionComment),
            "bases:",
            $"  {suite}: {{image: \"debian:{suite}\", mirror: {{suite: {suite}}}}}",
            $"builder: {{image: {name}-builder, dockerfile: {Dockerfile}{List(", context: ", draft.Context)}}}",
            .. draft.CrossCompiles ? (string[])["build_platform: linux/amd64"] : [],
            "targets:",
            .. draft.Targets.Select(target => "  " + target),
            "compile:",
            $"  - run: {Quoted(draft.Run)}",
            "    " + Line($"outputs: [{string.Join(", ", draft.Outputs.Select(Written))}]", draft.OutputsComment),
            .. draft.Environment.Length > 0 ? (string[])[$"    env: {{{draft.Environment}}}"] : [],
            draft.IsStatic ? "abi: static" : Line($"abi: glibc {(suite == "trixie" ? "2.41" : "2.36")}", "an older base allows an older glibc"),
            draft.Smoke is { } smoke ? $"smoke: {smoke}" : Line($"smoke: {{bases: [{suite}]}}", "starts programs with --version, loads libraries"),
            "packages:",
            "  - archive: \"{name}-{version}-{target}.tgz\"",
            "    root: \"{name}-{version}-{target}\"",
            $"    files: [{string.Join(", ", draft.Files.Concat(licences))}]",
            "# release: {github: {}}                 # for --target=Publish",
        ];
        return string.Join('\n', lines) + "\n";
    }

    public string DockerfileText() =>
        string.Join(
            '\n',
            (string[])
                [
                    "# What the project is compiled in. A command has no network: what it needs is installed here.",
                    $"FROM debian:{draft.Suite}",
                    "RUN apt-get -q update \\",
                    $"    && apt-get -q install -y --no-install-recommends {string.Join(' ', draft.Packages)} \\",
                    "    && rm -rf /var/lib/apt/lists/*",
                    .. draft.BuilderLines,
                ]
        ) + "\n";

    /// <summary>A project's own name as springform.yaml may have it: lower-case letters and digits, with single . _ - between them.</summary>
    public static string NameOf(string text)
    {
        const int longest = 64;
        var name = Between().Replace(text.ToLowerInvariant(), "-").Trim('.', '_', '-');
        return name.Length == 0 ? "project" : name[..Math.Min(name.Length, longest)].TrimEnd('.', '_', '-');
    }

    private static string Line(string text, string? comment) => comment is null ? text : $"{text.PadRight(CommentColumn - 1)} # {comment}";

    private static string List(string before, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"{before}[{string.Join(", ", items)}]";

    private static string Written(string pattern) => pattern.Contains('*', StringComparison.Ordinal) ? $"\"{pattern}\"" : pattern;

    /// <summary>A scalar in single quotes, in which nothing but the quote itself is special.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[^a-z0-9._-]+|[._-]{2,}")]
    private static partial Regex Between();
}
