using Springform.Archives;
using Springform.Cache;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>A command's result that another machine made: exactly files that the command's outputs name, and some for each of them.</summary>
internal static class SharedOutput
{
    /// <returns>why it cannot be the command's; null: it can</returns>
    public static async Task<string?> RefusalAsync(CommandStep step, Blob blob, CancellationToken cancellation)
    {
        var isOutput = Glob.Matcher(step.Outputs);
        var files = new List<string>();
        var folders = new List<string>();
        try
        {
            await using var content = File.OpenRead(blob.Path);
            await new ArchiveReader().ReadTarAsync(
                content,
                (item, _) => (item.Kind == ArchiveEntryKind.Directory ? folders : files).Add(item.Path.TrimEnd('/')),
                cancellation
            );
        }
        catch (SpringformException error)
        {
            return $"cannot be read: {error.Problems[0].What}";
        }

        if (files.Find(path => !isOutput(path)) is { } stray)
            return $"has {Quoted.Of(stray)}, which no output of {step.Id} names";
        if (folders.Find(path => !isOutput(path) && !files.Concat(folders).Any(below => below.StartsWith(path + "/", StringComparison.Ordinal))) is { } folder)
            return $"has the folder {Quoted.Of(folder)}, which no output of {step.Id} names";
        return step.Outputs.FirstOrDefault(pattern => !pattern.StartsWith('!') && Glob.Match([pattern], files).Count == 0) is { } empty
            ? $"has nothing for the output {Quoted.Of(empty)} of {step.Id}"
            : null;
    }
}
