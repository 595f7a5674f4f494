using Springform.Archives;
using Springform.Archives.Image;
using Springform.Archives.Packages;
using Springform.Cache;
using Springform.Errors;
using Springform.Names;
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
            var inputs = PackInputs.Of(plan, step, content, results, projectFolder, cancellation);
            var contents = await finish(Collect(step, content, inputs));
            ShippedNames.Require(step, contents.Entries);
            return content.Image is not null ? contents with { Entries = OciLayout.WithFolders(contents.Entries) }
                : contents.System is { } system ? OfSystem(contents, system with { Scripts = Scripts(step, content, inputs) }, plan.Project.SourceDateEpoch)
                : contents;
        }
    }

    private static ArchiveContents OfSystem(ArchiveContents contents, SystemPackage system, long epoch) =>
        contents with
        {
            System = system,
            Entries = system.Format == SystemPackageFormat.Deb ? DebPackage.WithChangelog(contents.Entries, system, epoch) : contents.Entries,
        };

    private static Dictionary<PackageScript, ReadOnlyMemory<byte>> Scripts(ArtifactStep step, PlannedFiles content, PackInputs inputs)
    {
        const int mostBytes = 1 << 20;
        var missing = content
            .Scripts.Values.Where(path =>
                !inputs.Files.TryGetValue(path, out var found) || found is not { Kind: ArchiveEntryKind.File, SizeBytes: <= mostBytes }
            )
            .Select(path => new Problem(
                ErrorCode.NoOutput,
                $"the script {Quoted.Of(path)} is no file of the work tree of at most 1 MiB, and no output",
                $"step {step.Id}",
                "correct its path under system_package: scripts:, or let git track it"
            ))
            .ToList();
        if (missing.Count > 0)
            throw new SpringformException(missing);
        return content.Scripts.ToDictionary(script => script.Key, script => Read(inputs.Files[script.Value]));

        static ReadOnlyMemory<byte> Read(PackSource source)
        {
            using var stream = source.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
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
                    entries.Add(root + path, file.Attributes is null ? source : source with { Attributes = file.Attributes });
            }
            catch (SpringformException failure)
            {
                problems.AddRange(failure.Problems);
            }
        }

        return problems.Count == 0 ? entries : throw new SpringformException(problems);
    }
}
