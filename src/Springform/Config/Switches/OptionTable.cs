using System.Text;

namespace Springform.Config.Switches;

/// <summary>The one list of switches: the reader accepts these and no others, and docs/reference/switches.md is made from it.</summary>
internal static class OptionTable
{
    public const string EnvironmentPrefix = "SPRINGFORM_";

    private static readonly IReadOnlyList<string> All = [];

    // Those that talk to an engine, or whose dependencies do.
    private static readonly IReadOnlyList<string> Containers =
    [
        "BaseImages",
        "ToolsImage",
        "BuilderImage",
        "BuilderInfo",
        "PushBuilder",
        "Compile",
        "Package",
        "CheckAbi",
        "LoadTest",
        "TestWheels",
        "Dist",
        "Publish",
        "PublishIndex",
        "Shell",
        "UpdatePins",
        "Doctor",
        "FetchSource",
        "Deploy",
        "DeployPlan",
    ];

    /// <summary>Ours, then Cake's.</summary>
    public static IReadOnlyList<OptionRow> Rows { get; } =
    [
        new("project", OptionKind.Value, "DIR", "The folder of springform.yaml, relative to where the command is given; not together with --working.", All),
        new(
            "only",
            OptionKind.Values,
            "ID",
            "Only the targets of this name or glob; repeatable. dist/ is then marked partial.",
            [
                "Check",
                "Plan",
                "Graph",
                "BuilderImage",
                "BuilderInfo",
                "PushBuilder",
                "Compile",
                "Package",
                "CheckAbi",
                "LoadTest",
                "TestWheels",
                "Dist",
                "Shell",
            ]
        ),
        new(
            "skip",
            OptionKind.Values,
            "STEP",
            "Leave checks out; repeatable. Such a dist/ is not up to date for a run without it.",
            ["Compile", "Package", "LoadTest"]
        )
        {
            Allowed = ["Test", "LoadTest"],
        },
        new(
            "from",
            OptionKind.Values,
            "DIR",
            "A part to join: a dist/ that another machine made with --only, or prebuilt files with their list of SHA-256; for Fetch, a folder that "
                + "holds the archives; for Verify, the folder of a release; "
                + "for Repositories, that of an earlier one; for Report, that of the last one. Repeatable.",
            ["Merge", "Fetch", "Verify", "Repositories", "Report"]
        ),
        new("snapshot", OptionKind.Flag, "", "Mark the version as a snapshot of the commit instead of a release.", All),
        new("engine", OptionKind.Value, "NAME", "The container engine. Default: the one that is found.", Containers) { Allowed = ["docker", "podman"] },
        new(
            "provision",
            OptionKind.Flag,
            "",
            "Install what the build needs and this machine lacks (engine, mmdebstrap, qemu, patchelf) with the system's package manager.",
            Containers
        ),
        new(
            "no-cache",
            OptionKind.Flag,
            "",
            "Build everything again and refresh the caches.",
            ["ToolsImage", "BuilderImage", "Compile", "Package", "LoadTest", "TestWheels", "Dist"]
        ),
        new(
            "explain",
            OptionKind.Flag,
            "",
            "Say for each step which input changed.",
            ["Plan", "BaseImages", "ToolsImage", "BuilderImage", "Compile", "Package", "CheckAbi", "LoadTest", "TestWheels", "Dist"]
        ),
        new(
            "keep-failures",
            OptionKind.Flag,
            "",
            "Leave .springform/failures/LEG.tgz of each leg whose command fails: inputs, command, environment without secrets, image, log, and a rerun.sh "
                + "that runs it again.",
            ["Compile"]
        ),
        new(
            "parallelism",
            OptionKind.Value,
            "N",
            "Legs, recipes, archives and uploads at a time, 1 to 256. Default: one per processor, and 10 uploads.",
            ["ToolsImage", "Compile", "Package", "LoadTest", "TestWheels", "Publish"]
        ),
        new(
            "file",
            OptionKind.Value,
            "PATH",
            "The file, archive or folder to look at, or the client or installer to write; relative to where the command is given.",
            ["AbiReport", "FetchClient", "Installer"]
        ),
        new("policy", OptionKind.Value, "POLICY", "The ABI policy to hold it to, e.g. \"glibc 2.31\", as `abi:` in springform.yaml has it.", ["AbiReport"]),
        new("offline", OptionKind.Flag, "", "Use no registry, mirror or release server; what is not at hand is an error.", All),
        new("output", OptionKind.Value, "FORMAT", "How results are printed.", ["Plan", "Check", "Doctor", "AbiReport", "BuilderInfo", "Report"])
        {
            Allowed = ["text", "json"],
        },
        new(
            "channel",
            OptionKind.Value,
            "NAME",
            "What is released: a tag, or the current commit of a branch as a prerelease. Default: stable.",
            ["Dist", "Merge", "Plan", "Publish", "PublishPlan", "CheckRelease"]
        )
        {
            Allowed = ["stable", "nightly", "development"],
        },
        new("platform", OptionKind.Values, "PLATFORM", "What is fetched for, e.g. linux/arm64; repeatable. Default: this machine.", ["Fetch", "FetchSource"]),
        new(
            "origin",
            OptionKind.Value,
            "ORIGIN",
            "Where libraries come from: their release, their source, or the source where the release cannot be had. Default: auto.",
            ["Fetch"]
        )
        {
            Allowed = ["auto", "binary", "source"],
        },
        new("language", OptionKind.Value, "LANGUAGE", "What a client or an installer is written in.", ["FetchClient", "Installer"])
        {
            Allowed = ["sh", "go", "cmake", "powershell"],
        },
        new("graph-format", OptionKind.Value, "FORMAT", "The language of the graph. Default: mermaid, which GitHub draws in Markdown.", ["Graph"])
        {
            Allowed = ["mermaid", "dot"],
        },
        new("shell", OptionKind.Value, "SHELL", "The shell whose completion is printed.", ["Completion"]) { Allowed = ["bash", "zsh", "fish", "powershell"] },
        new(
            "pins",
            OptionKind.Value,
            "KIND",
            "Which pins are brought up to date: those of base images (images), those of fetched libraries (fetch), those of the workflow's actions (actions), "
                + "or one of `pins`. Default: images.",
            ["UpdatePins"]
        ),
        new("yes", OptionKind.Flag, "", "Ask nothing: what Init would offer first is taken.", ["Init"]),
        new("ci", OptionKind.Value, "SYSTEM", "Whose workflow is written. Default: github; Init writes one when it is given.", ["Workflow", "Init"])
        {
            Allowed = ["github", "gitlab", "circleci"],
        },
        new("to", OptionKind.Value, "VALUE", "The value that a pin of springform.yaml gets.", ["UpdatePins"]),
        new(
            "replace-existing",
            OptionKind.Flag,
            "",
            "Change a release that is public already: it is taken back to draft and published again when it is whole. With PushBuilder: move a version's tag.",
            ["Publish", "PublishPlan", "CheckRelease", "PushBuilder"]
        ),
        new(
            "container",
            OptionKind.Value,
            "NAME",
            "The running container, instead of the one that springform.yaml names.",
            ["Deploy", "DeployPlan", "BaseImages"]
        ),
        new("allow-downgrade", OptionKind.Flag, "", "Let Deploy install an older version of an extension than the database has.", ["Deploy", "DeployPlan"]),
        Cake("target", OptionKind.Values, "TASK", "The task to run. Default: Dist.", "t"),
        Cake("exclusive", OptionKind.Flag, "", "Run the task without those it depends on.", "e"),
        Cake("dryrun", OptionKind.Flag, "", "Print the tasks that would run, and run none.", "noop", "whatif"),
        Cake("tree", OptionKind.Flag, "", "Print the tasks as a tree."),
        Cake("description", OptionKind.Flag, "", "Print the tasks with their descriptions."),
        Cake("verbosity", OptionKind.Value, "LEVEL", "How much is logged.", "v") with
        {
            Allowed = ["quiet", "minimal", "normal", "verbose", "diagnostic", "q", "m", "n", "v", "d"],
        },
        Cake("working", OptionKind.Value, "DIR", "Cake's working directory; --project sets it.", "w"),
        Cake("version", OptionKind.Flag, "", "Print the version."),
        Cake("info", OptionKind.Flag, "", "Print the version and the environment."),
        Cake("help", OptionKind.Flag, "", "Print the switches.", "h", "?"),
    ];

    /// <summary>By name or alias, without dashes; null when there is none.</summary>
    public static OptionRow? Find(string name) => Rows.FirstOrDefault(row => row.Name == name || row.Aliases.Contains(name));

    /// <summary>The table of docs/reference/switches.md; ends with a line break.</summary>
    public static string Markdown()
    {
        var table = new StringBuilder("| switch | environment | what it does | tasks |\n|---|---|---|---|\n");
        foreach (var row in Rows)
        {
            var environment = row.IsCakes ? "" : $"`{row.EnvironmentName}`";
            table.Append($"| {Spellings(row)} | {environment} | {Text(row)} | {TasksOf(row)} |\n");
        }

        foreach (var variable in EnvironmentVariable.Rows)
        {
            table.Append($"| | `{variable.Name}` | {variable.Description} | {variable.Tasks} |\n");
        }

        return table.ToString();
    }

    /// <summary>For people.</summary>
    public static string TasksOf(OptionRow row) =>
        row.IsCakes ? "Cake's own"
        : row.Tasks.Count == 0 ? "all"
        : ReferenceEquals(row.Tasks, Containers) ? "all that use containers"
        : string.Join(", ", row.Tasks);

    private static string Spellings(OptionRow row)
    {
        var value = row.Placeholder.Length == 0 ? "" : $"={row.Placeholder}";
        return string.Join(", ", new[] { $"`{row.Switch}{value}`" }.Concat(row.Aliases.Select(alias => $"`{OptionRow.Dashed(alias)}`")));
    }

    private static string Text(OptionRow row)
    {
        var words = row.Allowed.Where(word => word.Length > 1);
        return row.Allowed.Count == 0 ? row.Description : $"{row.Description} {string.Join(", ", words.Select(word => $"`{word}`"))}";
    }

    private static OptionRow Cake(string name, OptionKind kind, string placeholder, string description, params string[] aliases) =>
        new(name, kind, placeholder, description, []) { Aliases = aliases, IsCakes = true };
}
