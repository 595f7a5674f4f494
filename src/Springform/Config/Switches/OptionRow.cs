namespace Springform.Config.Switches;

/// <summary>One switch.</summary>
/// <param name="Name">without dashes: no-cache</param>
/// <param name="Placeholder">of its value in the table, e.g. DIR; empty for a flag</param>
/// <param name="Description">one sentence for the table</param>
/// <param name="Tasks">names of the tasks that heed it; empty: all, or Cake itself</param>
internal sealed record OptionRow(string Name, OptionKind Kind, string Placeholder, string Description, IReadOnlyList<string> Tasks)
{
    /// <summary>The values it may have; empty: any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Other spellings, each of its own: t for -t, noop for --noop.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Cake's own: handed on to Cake, and not set by an environment variable of ours.</summary>
    public bool IsCakes { get; init; }

    /// <summary>SPRINGFORM_NO_CACHE</summary>
    public string EnvironmentName => OptionTable.EnvironmentPrefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>As it is written: --engine, -t.</summary>
    public string Switch => Dashed(Name);

    /// <summary>One dash before a single letter, else two.</summary>
    public static string Dashed(string name) => name.Length == 1 ? "-" + name : "--" + name;
}

/// <summary>What follows a switch.</summary>
internal enum OptionKind
{
    /// <summary>Nothing, or =true or =false.</summary>
    Flag,

    /// <summary>A value, as =VALUE or as the next argument.</summary>
    Value,

    /// <summary>A value; the switch may stand several times.</summary>
    Values,
}
