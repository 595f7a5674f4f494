using System.Text.RegularExpressions;
using Springform.Names;

namespace Springform.Init;

/// <summary>
/// .goreleaser.yaml: programs, targets, linker flags, environment and further files of a Go project. What has no meaning here, or another place, is told;
/// docs/moving-from/goreleaser.md has the reasons.
/// </summary>
internal static partial class GoReleaser
{
    private static readonly IReadOnlyList<string> Files = [".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml"];

    /// <summary>Those that a cross-compiling Go builds for without more.</summary>
    private static readonly IReadOnlyList<string> Offered = ["linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64"];

    /// <summary>Keys that are carried over, or have their meaning here without being said.</summary>
    private static readonly IReadOnlyList<string> Known =
    [
        "version",
        "project_name",
        "builds",
        "archives",
        "checksum",
        "release",
        "snapshot",
        "before",
        "metadata",
    ];

    private static readonly IReadOnlyList<string> KnownOfBuilds =
    [
        "id",
        "main",
        "binary",
        "env",
        "goos",
        "goarch",
        "ignore",
        "ldflags",
        "flags",
        "tags",
        "mod_timestamp",
    ];

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["nfpms"] = "system_package",
        ["signs"] = "signatures",
        ["brews"] = "homebrew",
        ["homebrew_casks"] = "homebrew",
        ["scoops"] = "scoop",
        ["publishers"] = "publishers",
        ["blobs"] = "publishers",
        ["announce"] = "publishers",
        ["changelog"] = "release.github.notes",
        ["source"] = "sources",
    };

    public static Draft Into(Draft draft, Repository repository)
    {
        if (!draft.Tools.Contains("golang") || Files.FirstOrDefault(repository.Has) is not { } file)
            return draft;
        if (ForeignYaml.Read(repository.Text(file), file) is not { } given)
            return draft.Noting($"{file} could not be read, and nothing was carried over from it: docs/moving-from/goreleaser.md has what becomes what.");
        var builds = given.Maps("builds");
        var flags = LinkerFlags.Of(builds.Count > 0 ? builds[0].Texts("ldflags") : []);
        var lost = new List<string>();
        lost.AddRange(flags.Lost.Select(flag => $"ldflags {flag}"));
        if (builds.Skip(1).Any(build => !build.Texts("ldflags").SequenceEqual(builds[0].Texts("ldflags"))))
            lost.Add("the ldflags of further builds");
        var targets = Targets(builds, lost);
        var rootName = GoDraft.RootName(repository, draft.Name);
        var named = builds.Select(build => Package(build.Text("main"))).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var programs = named.Count > 0 ? [.. named.Select(package => GoProgram.Of(repository, package, rootName))] : GoProgram.In(repository, rootName);
        lost.AddRange(
            builds
                .Select(build => build.Text("binary"))
                .OfType<string>()
                .Except(programs.Select(program => program.Name))
                .Select(name => $"builds.binary {name}")
        );
        var further = FurtherFlags(builds, lost);
        var environment = Environment(builds, flags, lost);
        lost.AddRange(builds.SelectMany(build => build.Keys).Except(KnownOfBuilds).Select(key => $"builds.{key}"));
        lost.AddRange(Hooks(given));
        lost.AddRange(given.Keys.Except(Known).Select(key => Meanings.TryGetValue(key, out var meaning) ? $"{key} (`{meaning}`)" : key));
        var carried = draft with
        {
            From = $"{draft.From} and {file}",
            Name = given.Text("project_name") ?? draft.Name,
            Run = GoDraft.Command(flags.Text ?? "-s -w", further, programs, hasModule: repository.Has("go.mod")),
            SmokeRuns = GoProgram.SmokeOf(programs),
            Environment = string.Join(", ", new[] { draft.Environment, environment }.Where(text => text.Length > 0)),
            Targets = targets.Count > 0 ? targets : draft.Targets,
            Files = [.. draft.Files, .. Added(given, repository)],
            IsReleased = true,
            Notes = programs.Count > 0 ? [.. draft.Notes.Where(note => note != GoDraft.NoProgram)] : draft.Notes,
        };
        var shown = string.Join(", ", lost.Distinct(StringComparer.Ordinal).Select(Shown));
        return shown.Length == 0 ? carried : carried.Noting($"Not carried over from {file}: {shown}.");
    }

    private static List<TargetDraft> Targets(IReadOnlyList<ForeignYaml> builds, List<string> lost)
    {
        var wanted = builds.SelectMany(Platforms).Distinct(StringComparer.Ordinal).ToList();
        lost.AddRange(wanted.Except(Offered).Select(platform => $"the platform {platform}"));
        return
        [
            .. Offered
                .Where(wanted.Contains)
                .Select(Platform.Of)
                .Select(platform => new TargetDraft($"{platform.Os}-{platform.Arch}", platform.Docker, $"env: {{GOOS: {platform.Os}, GOARCH: {platform.Go}}}")),
        ];
    }

    // Without a word GoReleaser builds for these; 386 as well, which is rarely meant and only told where it is said.
    private static IEnumerable<string> Platforms(ForeignYaml build)
    {
        var systems = build.Texts("goos") is { Count: > 0 } goos ? goos : ["linux", "darwin", "windows"];
        var machines = build.Texts("goarch") is { Count: > 0 } goarch ? goarch : ["amd64", "arm64"];
        var ignored = build.Maps("ignore").Select(rule => (rule.Text("goos"), rule.Text("goarch"))).ToList();
        return systems
            .SelectMany(system => machines.Select(machine => (System: system, Machine: machine)))
            .Where(pair => !ignored.Any(rule => (rule.Item1 ?? pair.System) == pair.System && (rule.Item2 ?? pair.Machine) == pair.Machine))
            .Where(pair => pair != ("darwin", "386") && (build.Texts("goarch").Count > 0 || pair != ("windows", "arm64")))
            .Select(pair => $"{pair.System}/{pair.Machine}");
    }

    private static string Environment(IReadOnlyList<ForeignYaml> builds, LinkerFlags flags, List<string> lost)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (flags.Text?.Contains("$VERSION", StringComparison.Ordinal) == true)
            pairs["VERSION"] = "\"{version}\"";
        if (flags.UsesCommit)
            pairs["COMMIT"] = "\"{commit}\"";
        foreach (var variable in builds.SelectMany(build => build.Texts("env")).Where(variable => variable != "CGO_ENABLED=0"))
        {
            if (Variable().Match(variable) is { Success: true } match && match.Groups["name"].Value != "CGO_ENABLED")
                pairs[match.Groups["name"].Value] = $"\"{match.Groups["value"].Value}\"";
            else
                lost.Add($"builds.env {variable}");
        }

        return string.Join(", ", pairs.Select(pair => $"{pair.Key}: {pair.Value}"));
    }

    // The builder sets -trimpath already.
    private static string FurtherFlags(IReadOnlyList<ForeignYaml> builds, List<string> lost)
    {
        List<string> flags = [];
        foreach (var flag in builds.SelectMany(build => build.Texts("flags")).Where(flag => flag != "-trimpath").Distinct(StringComparer.Ordinal))
            (PlainFlag().IsMatch(flag) ? flags : lost).Add(flag);
        var tags = builds.SelectMany(build => build.Texts("tags")).Distinct(StringComparer.Ordinal).ToList();
        if (tags.Count > 0 && tags.All(tag => PlainTag().IsMatch(tag)))
            flags.Add($"-tags {string.Join(',', tags)}");
        else if (tags.Count > 0)
            lost.Add("builds.tags");
        return string.Concat(flags.Select(flag => flag + " "));
    }

    /// <summary>Of hooks before the build, what go mod does: the builder fetches modules.</summary>
    private static IEnumerable<string> Hooks(ForeignYaml given) =>
        (given.Map("before")?.Texts("hooks") ?? []).Where(hook => !hook.StartsWith("go mod ", StringComparison.Ordinal)).Select(hook => $"before.hooks {hook}");

    private static IEnumerable<string> Added(ForeignYaml given, Repository repository) =>
        given
            .Maps("archives")
            .SelectMany(archive => archive.Texts("files"))
            .Where(file => PlainPath().IsMatch(file) && repository.Has(file) && !Licence().IsMatch(file))
            .Distinct(StringComparer.Ordinal);

    /// <summary>./cmd/x of ./cmd/x/main.go; null: it is not said, or not in a way that a shell takes.</summary>
    private static string? Package(string? main)
    {
        if (main is null || !PlainPath().IsMatch(main))
            return null;
        var folder = main.EndsWith(".go", StringComparison.Ordinal) ? Path.GetDirectoryName(main)! : main.TrimEnd('/');
        return folder is "" or "." ? "." : "./" + (folder.StartsWith("./", StringComparison.Ordinal) ? folder[2..] : folder);
    }

    /// <summary>In one line of a comment.</summary>
    private static string Shown(string text) => Blank().Replace(text, " ") is { Length: > 60 } longer ? longer[..60] + "..." : Blank().Replace(text, " ");

    [GeneratedRegex("^(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>[A-Za-z0-9_./:, =-]*)$")]
    private static partial Regex Variable();

    [GeneratedRegex("^-[A-Za-z0-9_./:,=-]+$")]
    private static partial Regex PlainFlag();

    [GeneratedRegex("^[A-Za-z0-9_.]+$")]
    private static partial Regex PlainTag();

    [GeneratedRegex("^(?:\\./)?[A-Za-z0-9_][A-Za-z0-9._/-]*$|^\\.$")]
    private static partial Regex PlainPath();

    [GeneratedRegex("^(LICEN[CS]E|COPYING)")]
    private static partial Regex Licence();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();
}
