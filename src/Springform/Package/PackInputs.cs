using Springform.Archives;
using Springform.Cache;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>Everything that one archive's entries may take from.</summary>
/// <param name="Files">outputs and work tree, by path; an output hides the work tree's file of the same path</param>
/// <param name="Outputs">the paths of <paramref name="Files"/> that commands made</param>
/// <param name="Tools">each tool's files for the target's architecture, with paths below <paramref name="ToolFolder"/></param>
/// <param name="ToolFolder">bin/x86_64</param>
internal sealed record PackInputs(
    IReadOnlyDictionary<string, PackSource> Files,
    IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, IReadOnlyList<PackSource>> Tools,
    string ToolFolder
)
{
    /// <exception cref="SpringformException">E406 a result is missing, or a work tree link changed</exception>
    public static PackInputs Of(
        BuildPlan plan,
        ArtifactStep step,
        PlannedFiles content,
        IReadOnlyDictionary<string, Blob> results,
        string projectFolder,
        CancellationToken cancellation
    )
    {
        var files = content.WorkTree.Files.ToDictionary(fact => fact.Path, fact => WorkTreeFile.Of(projectFolder, fact), StringComparer.Ordinal);
        var outputs = new List<string>();
        foreach (var source in step.CommandIds.SelectMany(id => BlobContents.Of(ResultOf(id, step.Id, results), $"step {id}", cancellation)))
        {
            files[source.Path] = source;
            if (source.Kind != ArchiveEntryKind.Directory)
                outputs.Add(source.Path);
        }

        var folder = $"bin/{Platform.Of(step.Target!.Platform).Kernel}";
        var tools = step.RecipeIds.ToDictionary(
            id => plan.Recipe(id).Tool,
            id =>
                (IReadOnlyList<PackSource>)
                    [
                        .. BlobContents
                            .Of(ResultOf(id, step.Id, results), $"tool {id}", cancellation)
                            .Where(source => source.Path.StartsWith(folder + "/", StringComparison.Ordinal)),
                    ],
            StringComparer.Ordinal
        );
        return new PackInputs(files, outputs, tools, folder);
    }

    /// <exception cref="SpringformException">E406 naming the step that should have made it</exception>
    public static Blob ResultOf(string id, string step, IReadOnlyDictionary<string, Blob> results) =>
        results.TryGetValue(id, out var blob) && File.Exists(blob.Path)
            ? blob
            : throw new SpringformException(
                new Problem(ErrorCode.MissingInput, $"the result of {id} is missing", $"step {step}", $"run the step that makes it: {id}")
            );
}
