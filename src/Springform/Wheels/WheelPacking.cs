using Springform.Archives;
using Springform.Cache;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Wheels.Rules;

namespace Springform.Wheels;

/// <summary>Takes the wheel or source distribution out of the commands' results, finishes it, and packs it into staging.</summary>
/// <param name="limitMiB">of one file, by the package index; null: none</param>
/// <param name="repair">gives an unpacked wheel in a folder the libraries that it needs; the last folder is for scratch files</param>
internal sealed class WheelPacking(
    BuildPlan plan,
    Staging staging,
    BlobStore results,
    ProjectFolders folders,
    int? limitMiB,
    Func<ArtifactStep, PlannedRepair, string, string, CancellationToken, Task<IReadOnlyList<BundledLibrary>>> repair
)
{
    /// <exception cref="SpringformException">E403 the commands left no wheel, or several; and what <see cref="WheelFinisher"/> refuses</exception>
    public Task<StagedArchive> PackAsync(ArtifactStep step, PlannedWheel wheel, CancellationToken cancellation) =>
        PackAsync(
            step,
            wheel.Pattern,
            async (built, scratch) =>
            {
                IReadOnlyList<BundledLibrary> bundled = [];
                var finisher = new WheelFinisher(
                    scratch,
                    async root => bundled = wheel.Repair is null ? [] : await repair(step, wheel.Repair, root, scratch, cancellation)
                );
                return new ArchiveContents(await finisher.FinishAsync(built, wheel, Platform.Of(step.Target!.Platform), cancellation)) { Bundled = bundled };
            },
            cancellation
        );

    public Task<StagedArchive> PackAsync(ArtifactStep step, PlannedSdist sdist, CancellationToken cancellation) =>
        PackAsync(
            step,
            sdist.Pattern,
            async (built, scratch) => new ArchiveContents(await new SdistFinisher(scratch).FinishAsync(built, sdist, cancellation)),
            cancellation
        );

    private async Task<StagedArchive> PackAsync(
        ArtifactStep step,
        string pattern,
        Func<string, string, Task<ArchiveContents>> finish,
        CancellationToken cancellation
    )
    {
        using var scratch = new ScratchFolder(folders);
        var packed = await staging.ArchiveAsync(
            step,
            async () => await finish(await BuiltAsync(step, pattern, Path.Combine(scratch.Path, "built"), cancellation), scratch.Path),
            plan.Project.SourceDateEpoch,
            cancellation
        );
        await RequireUploadableAsync(step.Archive, cancellation);
        return packed;
    }

    private async Task RequireUploadableAsync(string name, CancellationToken cancellation)
    {
        var broken = await IndexRules.BrokenAsync(name, Path.Combine(staging.Folder, name), limitMiB, cancellation);
        if (broken.Count > 0)
        {
            throw new SpringformException([
                .. broken.Select(what => new Problem(
                    ErrorCode.IndexWouldRefuse,
                    what,
                    "step Package",
                    "no package index would take it: correct the metadata or the backend's settings"
                )),
            ]);
        }
    }

    /// <summary>The one file that fits, unpacked: its full path.</summary>
    private async Task<string> BuiltAsync(ArtifactStep step, string pattern, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var found = new List<string>();
        var fits = Glob.Matcher([pattern]);
        foreach (var id in step.CommandIds)
        {
            var blob =
                results.Find(id, plan.Command(id).Key.Key)
                ?? throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingInput,
                        $"the result of {id} is missing",
                        $"step {step.Id}",
                        "it is made by step Compile: run again without --exclusive"
                    )
                );
            await new ArchiveReader().ReadAsync(blob.Path, (item, content) => Take(item, content), cancellation);
        }

        return found is [var only]
            ? only
            : throw new SpringformException(
                new Problem(
                    ErrorCode.NoOutput,
                    found.Count == 0
                        ? $"nothing that the commands made fits {Quoted.Of(pattern)}"
                        : $"{found.Count} files fit {Quoted.Of(pattern)}: {string.Join(", ", found.Select(Path.GetFileName))}",
                    $"step {step.Id}",
                    "one target makes one wheel; check the outputs: of its command and the pattern in wheels:"
                )
            );

        void Take(ArchivedItem item, Stream content)
        {
            if (item.Kind != ArchiveEntryKind.File || !fits(item.Path))
                return;
            var path = Path.Combine(folder, Path.GetFileName(item.Path));
            using var file = new FileStream(path, FileMode.CreateNew);
            content.CopyTo(file);
            found.Add(path);
        }
    }
}
