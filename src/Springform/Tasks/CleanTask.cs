using Cake.Frosting;
using Springform.Pipeline;
using Springform.Reporting;

namespace Springform.Tasks;

/// <summary>Removes dist/ and stored results. Keeps tools-cache/ (CleanToolsCache removes it), pins and the engine's images.</summary>
[TaskName("Clean")]
[TaskDescription("Removes dist/ and the stored results of commands; keeps tools-cache/")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var folders = new[]
        {
            context.Folders.Dist,
            context.Folders.Results,
            context.Folders.Staging,
            context.Folders.Scratch,
            context.Folders.Generated,
            context.Folders.Logs,
            context.Folders.Failures,
        }
            .Where(Directory.Exists)
            .ToList();
        var removed = folders.Sum(SizeBytes);
        folders.ForEach(folder => Directory.Delete(folder, recursive: true));
        context.Summary.Note(
            "Clean",
            folders.Count == 0
                ? "nothing was there"
                : $"{SizeText.Of(removed)} removed: {string.Join(", ", folders.Select(folder => Path.GetRelativePath(context.Folders.Root, folder)))}"
        );
    }

    private static long SizeBytes(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Sum(file => file.LinkTarget is null ? file.Length : 0);
}
