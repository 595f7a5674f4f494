using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Workflows;

/// <summary>
/// A text of this assembly with places to fill in. <c>#if NAME</c> or <c>#if !NAME</c> to <c>#end</c> is there or not; <c>@name@</c> stands for a value. One
/// that has a line to itself may have several lines, each as far to the right as its place, or none.
/// </summary>
/// <param name="parts">which of the names behind #if are there</param>
internal sealed partial class WorkflowTemplate(IReadOnlySet<string> parts, IReadOnlyDictionary<string, string> values)
{
    /// <param name="name">of the file in Templates/</param>
    public string Fill(string name)
    {
        var text = new StringBuilder();
        var around = new Stack<bool>();
        foreach (var line in Resource(name).Split('\n')[..^1])
        {
            if (line.StartsWith("#if ", StringComparison.Ordinal))
                around.Push(line[4] == '!' ? !parts.Contains(line[5..]) : parts.Contains(line[4..]));
            else if (line == "#end")
                around.Pop();
            else if (around.All(isThere => isThere))
                Add(text, line);
        }

        return text.ToString();
    }

    private void Add(StringBuilder text, string line)
    {
        if (Alone().Match(line) is { Success: true } place)
        {
            foreach (var filled in Value(place.Groups["name"].Value).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                text.Append(place.Groups["indent"].Value).Append(filled).Append('\n');
            return;
        }

        text.Append(Place().Replace(line, match => Value(match.Groups["name"].Value))).Append('\n');
    }

    /// <summary>A template of that name, filled in as well, where no value has it.</summary>
    private string Value(string name) => values.TryGetValue(name, out var value) ? value : Fill(name);

    private static string Resource(string name)
    {
        using var stream = typeof(WorkflowTemplate).Assembly.GetManifestResourceStream($"Workflows.{name}.yml")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^(?<indent> *)@(?<name>[a-z-]+)@$")]
    private static partial Regex Alone();

    [GeneratedRegex("@(?<name>[a-z-]+)@")]
    private static partial Regex Place();
}
