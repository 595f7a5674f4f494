using Springform.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Springform.Workflows;

/// <summary>
/// Reads a workflow that users may have edited. What their CI system understands is taken, such as tags and merge keys, which springform.yaml does not know.
/// </summary>
internal static class WorkflowYaml
{
    private const int MaxDepth = 60;
    private const int MaxCharacters = 1 << 20;

    /// <param name="file">the name that messages show</param>
    /// <exception cref="SpringformException">E543 it is not one map in YAML</exception>
    public static YamlMappingNode Read(string text, string file)
    {
        try
        {
            if (text.Length > MaxCharacters)
                throw Unreadable("it is larger than 1 MiB", file, 1);
            Bound(text, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw Unreadable("it does not hold one map", file, 1);
        }
        catch (Exception error)
            when (error is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            throw Unreadable(Quoted.Clean(error.Message), file, (error as YamlException)?.Start.Line ?? 1);
        }
    }

    /// <summary>YamlDotNet's nodes read themselves recursively: a file of brackets must not end the process.</summary>
    private static void Bound(string text, string file)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth +=
                parser.Current is MappingStart or SequenceStart ? 1
                : parser.Current is MappingEnd or SequenceEnd ? -1
                : 0;
            if (depth > MaxDepth)
                throw Unreadable($"its values are nested more than {MaxDepth} deep", file, parser.Current!.Start.Line);
        }
    }

    private static SpringformException Unreadable(string why, string file, long line) =>
        new(new Problem(ErrorCode.WorkflowDiffers, $"{file} cannot be read as a workflow: {why}", $"{file}:{line}", "correct the YAML"));
}
