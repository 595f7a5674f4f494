using System.Globalization;
using System.Text;
using Springform.Errors;

namespace Springform.Planning.Graphs;

/// <summary>A graph in the language of Graphviz. Source: "The DOT Language", quoted strings, and the escapes of type escString.</summary>
internal static class DotText
{
    /// <summary>Without a line break at its end.</summary>
    public static string Of(StepGraph graph)
    {
        var text = new StringBuilder("digraph steps {\n");
        text.Append($"    label={String(graph.Title)}; labelloc=t; rankdir=LR; fontname=\"sans-serif\";\n");
        text.Append("    node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fillcolor=\"#ffffff\"];\n");
        var cluster = 0;
        foreach (var task in graph.Nodes.Select((node, number) => (node, number)).GroupBy(entry => entry.node.Task))
        {
            text.Append(CultureInfo.InvariantCulture, $"    subgraph cluster_{cluster++} {{\n        label={String(task.Key)};\n");
            foreach (var (node, number) in task)
                text.Append(CultureInfo.InvariantCulture, $"        n{number} [label={Label(node)}{Colours(node.State)}];\n");
            text.Append("    }\n");
        }

        foreach (var (from, to) in graph.Edges)
            text.Append(CultureInfo.InvariantCulture, $"    n{from} -> n{to};\n");
        return text.Append('}').ToString();
    }

    // A backslash begins an escape in labels too (\N is the node's name), and an ampersand an entity of HTML.
    internal static string Escaped(string name)
    {
        var escaped = new StringBuilder();
        foreach (var character in Quoted.Clean(name))
            escaped.Append(
                character switch
                {
                    '\\' => @"\\",
                    '"' => "\\\"",
                    '&' => "&amp;",
                    '#' => "&#35;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    _ => character.ToString(),
                }
            );
        return escaped.ToString();
    }

    private static string String(string text) => $"\"{Escaped(text)}\"";

    private static string Label(GraphNode node) => node.Words is { } words ? $"\"{Escaped(node.Name)}\\n{Escaped(words)}\"" : String(node.Name);

    private static string Colours(StepState? state) =>
        state switch
        {
            StepState.Cached => ", fillcolor=\"#dafbe1\", color=\"#1a7f37\"",
            StepState.Due => ", fillcolor=\"#fff8c5\", color=\"#9a6700\"",
            StepState.NotNeeded => ", fillcolor=\"#eaeef2\", color=\"#6e7781\", style=\"rounded,filled,dashed\"",
            StepState.Unasked => ", fillcolor=\"#ddf4ff\", color=\"#0969da\"",
            _ => "",
        };
}
