using Springform.Errors;

namespace Springform.Config.Switches;

/// <summary>The switches as they were given, checked against <see cref="OptionTable"/>, before they become <see cref="Options"/>.</summary>
internal sealed class GivenOptions
{
    private const string CommandLine = "command line";
    private const string Environment = "environment";
    private const string Working = "working";

    private readonly Dictionary<string, List<string>> _values = [];
    private readonly Dictionary<string, string> _places = [];
    private readonly List<Problem> _problems = [];
    private readonly List<string> _cakeArguments = [];

    /// <summary>Each in the one spelling that Cake takes, whichever was written: it would ignore -target=Plan, and refuse --tree=true.</summary>
    public IReadOnlyList<string> CakeArguments => [.. _cakeArguments];

    public void ReadArguments(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            var (name, value) = Split(argument);
            if (name is null)
            {
                Problem(ErrorCode.UnknownSwitch, $"{Quoted.Of(argument)} is not a switch", CommandLine, $"{Task(argument)}all switches begin with --");
            }
            else if (OptionTable.Find(name) is not { } row || !argument.StartsWith(OptionRow.Dashed(name), StringComparison.Ordinal))
            {
                Unknown(argument, name);
            }
            else
            {
                index += Take(row, value, index + 1 < args.Count ? args[index + 1] : null);
            }
        }

        if (_values.ContainsKey("project") && _values.ContainsKey(Working))
        {
            Problem(ErrorCode.InvalidValue, "--project and --working are both given", CommandLine, "keep --project: it sets Cake's working directory");
        }
    }

    public void ReadEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var rows = OptionTable.Rows.Where(row => !row.IsCakes).ToList();
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(OptionTable.EnvironmentPrefix, StringComparison.Ordinal) || value.Length == 0)
            {
                continue;
            }

            if (rows.Find(row => row.EnvironmentName == name) is not { } row)
            {
                UnknownVariable(name, rows);
            }
            else if (!_values.ContainsKey(row.Name) && !(row.Name == "project" && _values.ContainsKey(Working)))
            {
                FromVariable(row, value);
            }
        }
    }

    public string? Text(string name) => _values.TryGetValue(name, out var values) ? values[0] : null;

    public IReadOnlyList<string> Texts(string name) => _values.GetValueOrDefault(name)?.ToArray() ?? [];

    public bool Flag(string name) => Text(name) is "true";

    /// <summary>A variable of the rows of <see cref="EnvironmentVariable"/> that says yes or no; null when unset.</summary>
    public bool? Variable(IReadOnlyDictionary<string, string> environment, string name)
    {
        var value = environment.GetValueOrDefault(name, "");
        if (value.Length > 0 && Truth(value) is null)
        {
            RefuseVariable(name, $"{name} cannot be {Quoted.Of(value)}", "use one of: 1, true, 0, false");
        }

        return Truth(value);
    }

    public void RefuseVariable(string name, string what, string fix) => Problem(ErrorCode.InvalidValue, what, $"{Environment}, {name}", fix);

    public void Refuse(string name, string what, string fix) => Problem(ErrorCode.InvalidValue, what, _places[name], fix);

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new SpringformException([.. _problems]);
        }
    }

    private static (string? Name, string? Value) Split(string argument)
    {
        var dashes =
            argument.StartsWith("--", StringComparison.Ordinal) ? 2
            : argument.StartsWith('-') ? 1
            : 0;
        var parts = argument[dashes..].Split('=', 2);
        return dashes == 0 || parts[0].Length == 0 ? (null, null) : (parts[0], parts.ElementAtOrDefault(1));
    }

    private static string Task(string argument) => argument.Length > 0 && argument.All(char.IsAsciiLetter) ? $"to run a task write --target={argument}; " : "";

    // The number of further arguments that were used.
    private int Take(OptionRow row, string? value, string? next)
    {
        var used = 0;
        if (row.Kind != OptionKind.Flag && value is null && next is not null && !next.StartsWith('-'))
        {
            value = next;
            used = 1;
        }

        Add(row, value, CommandLine);
        return used;
    }

    private void FromVariable(OptionRow row, string value)
    {
        var place = $"{Environment}, {row.EnvironmentName}";
        foreach (var part in row.Kind == OptionKind.Values ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value])
        {
            Add(row, part, place);
        }
    }

    private void Add(OptionRow row, string? value, string place)
    {
        if (row.Kind == OptionKind.Flag)
        {
            value = value is null ? "true" : Truth(value)?.ToString().ToLowerInvariant() ?? value;
        }

        var problem = Wrong(row, value);
        if (problem is not null)
        {
            Problem(ErrorCode.InvalidValue, problem.Value.What, place, problem.Value.Fix);
            return;
        }

        _places[row.Name] = place;
        var values = _values.TryGetValue(row.Name, out var known) ? known : _values[row.Name] = [];
        if (row.Kind != OptionKind.Values && values.Count > 0 && values[0] != value)
        {
            Problem(ErrorCode.InvalidValue, $"{row.Switch} is given twice, as {Quoted.Of(values[0])} and {Quoted.Of(value!)}", place, "keep one");
        }

        values.Add(value!);
        if (row.IsCakes && row.Name != Working && value != "false" && (values.Count == 1 || row.Kind == OptionKind.Values))
        {
            _cakeArguments.Add(row.Kind == OptionKind.Flag ? row.Switch : $"{row.Switch}={value}");
        }
    }

    private static (string What, string Fix)? Wrong(OptionRow row, string? value)
    {
        string[] allowed = row.Kind == OptionKind.Flag ? ["true", "false"] : [.. row.Allowed];
        if (string.IsNullOrEmpty(value))
        {
            return (
                $"{row.Switch} has no value",
                $"write {row.Switch}={row.Placeholder}{(allowed.Length > 0 ? $", one of: {string.Join(", ", allowed)}" : "")}"
            );
        }

        var known = row.IsCakes ? value.ToLowerInvariant() : value;
        return allowed.Length == 0 || allowed.Contains(known)
            ? null
            : ($"{row.Switch} cannot be {Quoted.Of(value)}", $"use one of: {string.Join(", ", allowed)}");
    }

    private static bool? Truth(string value) =>
        value.ToLowerInvariant() switch
        {
            "1" or "true" => true,
            "0" or "false" => false,
            _ => null,
        };

    private void Unknown(string argument, string name)
    {
        var known = OptionTable.Rows.SelectMany(row => row.Aliases.Append(row.Name)).Where(known => known.Length > 1 || known == name);
        var fix = Nearest.To(name, known) is { } nearest ? $"did you mean {OptionRow.Dashed(nearest)}?" : "--help lists all switches";
        Problem(ErrorCode.UnknownSwitch, $"unknown switch {Quoted.Of(argument)}", CommandLine, fix);
    }

    // Others may use the prefix too: only what looks like a mistyped variable of ours is refused.
    private void UnknownVariable(string name, List<OptionRow> rows)
    {
        var known = rows.ToDictionary(row => row.EnvironmentName[OptionTable.EnvironmentPrefix.Length..], row => row.EnvironmentName);
        if (Nearest.To(name[OptionTable.EnvironmentPrefix.Length..], known.Keys) is { } nearest)
        {
            Problem(ErrorCode.UnknownSwitch, $"unknown environment variable {name}", $"{Environment}, {name}", $"did you mean {known[nearest]}?");
        }
    }

    private void Problem(ErrorCode code, string what, string where, string fix) =>
        _problems.Add(new Problem(code, Quoted.Clean(what), Quoted.Clean(where), Quoted.Clean(fix)));
}
