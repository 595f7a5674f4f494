using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A draft as the texts of springform.yaml and builder/Dockerfile.</summary>
/// <param name="name">of the project, one that springform.yaml may have</param>
internal sealed partial class DraftFiles(Draft draft, string name)
{
    public const string Dockerfile = "builder/Dockerfile";

    private const int CommentColumn = 40;

    /// <summary>Of springform.yaml. Notes for which there is no room are only told.</summary>
    private const int MostLines = 30;

    /// <param name="version">the value of the key</param>
    /// <param name="versionComment">null: none</param>
    /// <param name="licences">files that every archive gets</param>
    /// <param name="others">from what else it could be built</param>
    public string Yaml(string version, string? versionComment, IReadOnlyList<string> licences, IReadOnlyList<string> others)
    {
        List<string> lines =
        [
            $"name: {name}",
            Line($"version: {version}", versionComment),
            "bases:",
            .. Bases(),
            $"builder: {{image: {name}-builder, dockerfile: {draft.Builder?.Path ?? Dockerfile}{Stage()}{List(", context: ", draft.Context)}}}",
            .. draft.CrossCompiles ? (string[])["build_platform: linux/amd64"] : [],
            "targets:",
            .. draft.Targets.Select(target => "  " + target.Yaml),
            "compile:",
            $"  - run: {Quoted(draft.Run)}",
            "    " + Line($"outputs: [{string.Join(", ", draft.Outputs.Select(Written))}]", draft.OutputsComment),
            .. draft.Environment.Length > 0 ? (string[])[$"    env: {{{draft.Environment}}}"] : [],
            .. draft.Wheels is { } wheels ? Wheels(wheels) : Archives(licences),
            draft.IsReleased ? Line("release: {github: {}}", "for --target=Publish") : "# release: {github: {}}                 # for --target=Publish",
        ];
        string[] head =
        [
            $"# A first configuration, made from {draft.From}. Every key is explained in Springform's docs/reference/configuration.md.",
            .. others.Count == 0 ? (string[])[] : [$"# It can also be built from {string.Join(", ", others)}: then change `run` and the builder."],
            .. draft.Notes.Select(note => "# " + note),
        ];
        return string.Join('\n', head.Take(MostLines - lines.Count).Concat(lines)) + "\n";
    }

    public string DockerfileText() =>
        string.Join(
            '\n',
            (string[])
                [
                    "# What the project is compiled in. A command has no network: what it needs is installed here.",
                    .. draft.RuntimePackages.Count == 0
                        ? (string[])[$"FROM debian:{draft.Suite}"]
                        : ["ARG BASE_IMAGE", "FROM ${BASE_IMAGE} AS runtime", .. Installed(draft.RuntimePackages), "", "FROM runtime AS builder"],
                    .. Installed(draft.Packages),
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

    private IEnumerable<string> Bases()
    {
        yield return $"  {draft.Suite}: {{image: \"debian:{draft.Suite}\", mirror: {{suite: {draft.Suite}}}}}";
        if (draft.Builder is { } found && found.Image != $"debian:{draft.Suite}")
            yield return $"  compiler: {{image: \"{found.Image}\"}}";
    }

    private string Stage() => draft.Builder?.Stage is { } stage ? $", stage: {stage}" : "";

    private IEnumerable<string> Archives(IReadOnlyList<string> licences)
    {
        var suite = draft.Suite;
        var files = string.Join(", ", draft.Files.Concat(licences));
        yield return draft.IsStatic ? "abi: static" : Line($"abi: glibc {(suite == "trixie" ? "2.41" : "2.36")}", "an older base allows an older glibc");
        yield return Smoke();
        yield return "packages:";
        yield return "  - archive: \"{name}-{version}-{target}.tgz\"";
        yield return "    root: \"{name}-{version}-{target}\"";
        yield return $"    files: [{files}]";
        var windows = draft.Targets.Where(target => target.Platform.StartsWith("windows/", StringComparison.Ordinal)).Select(target => target.Name).ToList();
        if (windows.Count == 0)
            yield break;
        yield return $"    targets: [{string.Join(", ", draft.Targets.Select(target => target.Name).Except(windows))}]";
        yield return $"  - {{archive: \"{{name}}-{{version}}-{{target}}.zip\", files: [{files}], targets: [{string.Join(", ", windows)}]}}";
    }

    private string Smoke() =>
        draft.SmokeSkip is { } reason ? $"smoke: {{skip: \"{reason}\"}}"
        : draft.SmokeRuns.Count > 0 ? Line($"smoke: {{bases: [{draft.Suite}], run: [{string.Join(", ", draft.SmokeRuns.Select(Quoted))}]}}", "in a bare base")
        : Line($"smoke: {{bases: [{draft.Suite}]}}", "starts programs with --version, loads libraries");

    private IEnumerable<string> Wheels(WheelDraft wheels)
    {
        yield return "wheels:";
        if (wheels.Distribution is { } distribution && distribution != name)
            yield return $"  distribution: {distribution}";
        yield return $"  wheel: {Written(draft.Outputs[0])}";
        yield return wheels.Extensions.Count > 0
            ? Line($"  extensions: [{string.Join(", ", wheels.Extensions)}]", "modules that must be native")
            : Line("  extensions: [CHANGE_ME]", "the modules that are compiled, e.g. package._native: the files do not tell");
        yield return $"  policies: {{{draft.Suite}: {wheels.Policy}}}";
        yield return Line("  runtime: runtime", "the stage of the builder in which wheels are tried");
    }

    private static IEnumerable<string> Installed(IEnumerable<string> packages) =>
        [
            "RUN apt-get -q update \\",
            $"    && apt-get -q install -y --no-install-recommends {string.Join(' ', packages)} \\",
            "    && rm -rf /var/lib/apt/lists/*",
        ];

    private static string Line(string text, string? comment) => comment is null ? text : $"{text.PadRight(CommentColumn - 1)} # {comment}";

    private static string List(string before, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"{before}[{string.Join(", ", items)}]";

    private static string Written(string pattern) => pattern.Contains('*', StringComparison.Ordinal) ? $"\"{pattern}\"" : pattern;

    /// <summary>A scalar in single quotes, in which nothing but the quote itself is special.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[^a-z0-9._-]+|[._-]{2,}")]
    private static partial Regex Between();
}
