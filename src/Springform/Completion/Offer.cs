using Springform.Config.Switches;

namespace Springform.Completion;

/// <summary>What can follow the command's name: the one source of all completions and of the man page.</summary>
/// <param name="Tasks">by name</param>
internal sealed record Offer(IReadOnlyList<OfferedTask> Tasks)
{
    /// <summary>A plain list of the project's targets, which each build writes: a shell reads it faster than Springform starts.</summary>
    public const string TargetNames = ".springform/targets";

    /// <summary>What a name in that list looks like. Anybody may have written it: nothing else is ever offered to a shell.</summary>
    public const string NamePattern = "[A-Za-z0-9._+-]+";

    /// <summary>The names that the command is called by.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["springform", "springform.sh", "build.sh"];

    public IReadOnlyList<OptionRow> Switches { get; } = OptionTable.Rows;

    public static Offer Of(IEnumerable<(string Name, string? Description)> tasks) =>
        new([.. tasks.OrderBy(task => task.Name, StringComparer.Ordinal).Select(task => new OfferedTask(task.Name, task.Description ?? ""))]);

    /// <summary>Values that are known now; empty: any, or those of <see cref="ValuesOf"/>.</summary>
    public IReadOnlyList<string> WordsOf(OptionRow row) =>
        row.Name switch
        {
            "target" => [.. Tasks.Select(task => task.Name)],
            "skip" or "verbosity" => [.. row.Allowed.Where(word => word.Length > 1)],
            _ => row.Allowed,
        };

    public static OfferedValues ValuesOf(OptionRow row) =>
        row switch
        {
            { Kind: OptionKind.Flag } => OfferedValues.None,
            { Name: "target" } => OfferedValues.Tasks,
            { Name: "only" } => OfferedValues.Targets,
            { Allowed.Count: > 0 } => OfferedValues.Words,
            { Placeholder: "DIR" } => OfferedValues.Folders,
            { Placeholder: "PATH" } => OfferedValues.Files,
            _ => OfferedValues.Any,
        };

    /// <summary>--engine and -t, as they are written. Not -?, which is a pattern in every shell.</summary>
    public static IEnumerable<string> SpellingsOf(OptionRow row) => [row.Switch, .. row.Aliases.Where(alias => alias != "?").Select(OptionRow.Dashed)];
}
