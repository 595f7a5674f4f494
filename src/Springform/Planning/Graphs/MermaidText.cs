using System.Globalization;
using System.Text;
using Springform.Errors;

namespace Springform.Planning.Graphs;

/// <summary>
/// A graph as Mermaid's flowchart, which GitHub draws in Markdown. Names are in quotes, and every character in them that Mermaid, its Markdown or HTML could
/// take for more than itself is an entity code. Source: Mermaid's documentation, "Flowcharts", "Entity codes to escape characters".
/// </summary>
internal static class MermaidText
{
    /// <summary>GitHub draws no flowchart with more edges (Mermaid's <c>maxEdges</c>).</summary>
    public const int MostEdges = 500;

    private const string ZeroWidthSpace = "#8203;";

    private const string Plain = " ./-+=,()";

    // Readable on light and dark pages alike: each class brings its own ground.
    private const string Classes = """
            classDef cached fill:#dafbe1,stroke:#1a7f37,color:#0a3d1a
            classDef due fill:#fff8c5,stroke:#9a6700,color:#3b2300
            classDef unneeded fill:#eaeef2,stroke:#6e7781,color:#24292f,stroke-dasharray:4 3
            classDef unasked fill:#ddf4ff,stroke:#0969da,color:#0a3069

        """;

    /// <summary>Without a line break at its end.</summary>
    public static string Of(StepGraph graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var task in graph.Nodes.Select((node, number) => (node, number)).GroupBy(entry => entry.node.Task))
        {
            text.Append($"    subgraph {task.Key}\n");
            foreach (var (node, number) in task)
                text.Append(CultureInfo.InvariantCulture, $"        n{number}[\"{Label(node)}\"]{Class(node.State)}\n");
            text.Append("    end\n");
        }

        foreach (var (from, to) in graph.Edges)
            text.Append(CultureInfo.InvariantCulture, $"    n{from} --> n{to}\n");
        return text.Append(Classes.ReplaceLineEndings("\n")).ToString().TrimEnd('\n');
    }

    internal static string Escaped(string name)
    {
        var text = new StringBuilder();
        var shown = Quoted.Clean(name);
        for (var index = 0; index < shown.Length; index++)
        {
            var character = shown[index];
            if (char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal) || (character == '_' && IsInWord(shown, index)))
                text.Append(character);
            else if (character > '\u007f')
                text.Append(character);
            else
                text.Append(CultureInfo.InvariantCulture, $"#{(int)character};{(IsIcon(shown, index) ? ZeroWidthSpace : "")}");
        }

        return text.ToString();
    }

    // Mermaid decodes what is escaped before it looks for icons of Font Awesome (fa:fa-ban), so that only a character between helps.
    private static bool IsIcon(string text, int index) => text.AsSpan(index).StartsWith(":fa-", StringComparison.Ordinal);

    // An underscore at the edge of a word is emphasis in Markdown; one in a word is itself.
    private static bool IsInWord(string text, int index) =>
        index > 0 && index + 1 < text.Length && char.IsAsciiLetterOrDigit(text[index - 1]) && char.IsAsciiLetterOrDigit(text[index + 1]);

    private static string Label(GraphNode node) => node.Words is { } words ? $"{Escaped(node.Name)}<br/>{Escaped(words)}" : Escaped(node.Name);

    private static string Class(StepState? state) =>
        state switch
        {
            StepState.Cached => ":::cached",
            StepState.Due => ":::due",
            StepState.NotNeeded => ":::unneeded",
            StepState.Unasked => ":::unasked",
            _ => "",
        };
}
