using Springform.Archives.Image;
using Springform.Cache;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Package;

/// <summary>Packs an archive of files: picks the files, packs them, writes the checksum files beside.</summary>
/// <param name="staging">where the archive goes</param>
/// <param name="projectFolder">where the work tree's files lie</param>
internal sealed class Packer(Staging staging, string projectFolder)
{
    /// <param name="results">verified blobs by command id and recipe id; at least those that the step names</param>
    /// <exception cref="SpringformException">
    /// E403 an entry matches nothing, E407 two files for one path, E108 a name or link that the target's system cannot have, E406 an input is missing or
    /// changed while it was being packed, E305 disk full
    /// </exception>
    public Task<StagedArchive> PackAsync(
        BuildPlan plan,
        ArtifactStep step,
        PlannedFiles content,
        IReadOnlyDictionary<string, Blob> results,
        CancellationToken cancellation
    ) => PackAsync(plan, step, content, results, entries => Task.FromResult(new ArchiveContents(entries.Entries())), cancellation);

    /// <param name="finish">makes of the picked files what is packed; asked only when the archive is</param>
    internal Task<StagedArchive> PackAsync(
        BuildPlan plan,
        ArtifactStep step,
        PlannedFiles content,
        IReadOnlyDictionary<string, Blob> results,
        Func<EntryList, Task<ArchiveContents>> finish,
        CancellationToken cancellation
    )
    {
        return staging.ArchiveAsync(step, ContentsAsync, plan.Project.SourceDateEpoch, cancellation);

        async Task<ArchiveContents> ContentsAsync()
        {
            var contents = await finish(Entries());
            ShippedNames.Require(step, contents.Entries);
            return content.Image is null ? contents : contents with { Entries = OciLayout.WithFolders(contents.Entries) };
        }

        EntryList Entries() => Collect(step, content, PackInputs.Of(plan, step, content, results, projectFolder, cancellation));
    }

    private static EntryList Collect(ArtifactStep step, PlannedFiles content, PackInputs inputs)
    {
        var selection = new FileSelection(step, inputs);
        var entries = new EntryList(step.Id);
        var problems = new List<Problem>();
        var root = string.IsNullOrEmpty(content.Root?.Trim('/')) ? "" : content.Root.Trim('/') + "/";
        foreach (var file in content.Files)
        {
            try
            {
                foreach (var (path, source) in selection.Select(file))
                    entries.Add(root + path, source);
            }
            catch (SpringformException failure)
            {
                problems.AddRange(failure.Problems);
            }
        }

        return problems.Count == 0 ? entries : throw new SpringformException(problems);
    }
}
