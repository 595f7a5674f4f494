using Springform.Archives;
using Springform.Cache;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Images;
using Springform.Package.Fetching;
using Springform.Package.Formulas;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Package;

/// <summary>
/// Puts the next dist/ together: archives, then load tests of them, then manifest, checksums and ledger, and the exchange. Results are only
/// ever added. A step that finds the one before it missing says which step makes it.
/// </summary>
/// <param name="results">of commands, which say whether tests passed</param>
/// <param name="toolsCache">results of recipes, which the manifest lists</param>
internal sealed class StagedDist(BuildPlan plan, DistFolder dist, BlobStore results, BlobStore toolsCache, Options options)
{
    private const string LeftOut = "left out: --skip LoadTest";

    private readonly List<StagedArchive> archives = [];
    private readonly List<Artifact> reports = [];
    private readonly List<string> passed = [];
    private readonly List<LoadResult> loads = [];
    private readonly HashSet<string> withCode = new(StringComparer.Ordinal);
    private Staging? staging;

    /// <summary>Packs what is not in dist/ already; what is there unharmed under the same key is taken over.</summary>
    /// <param name="toPack">artifacts that are not in dist/; their tests have passed</param>
    /// <param name="pack">packs or takes over each of the plan's artifacts, in their order</param>
    public async Task PackAsync(
        IReadOnlyList<ArtifactStep> toPack,
        Func<Staging, IReadOnlyList<ArtifactStep>, CancellationToken, Task<IReadOnlyList<StagedArchive>>> pack,
        CancellationToken cancellation
    )
    {
        staging = new Staging(dist.BeginStaging(), new ArchivePacker(), options.NoCache ? null : dist.Last());
        foreach (var step in plan.Artifacts)
        {
            if (toPack.Contains(step))
                RequireTests(step);
            passed.AddRange(step.TestIds.Where(id => results.Find(id, plan.Command(id).Key.Key) is not null || HadPassed(step, id)));
        }

        archives.AddRange(await pack(staging, plan.Artifacts, cancellation));

        if (archives.Count == 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NoOutput,
                    "there is nothing to ship: springform.yaml declares no packages",
                    "springform.yaml, packages",
                    "declare at least one archive"
                )
            );
        }
    }

    public int Reused => archives.Count(archive => archive.Reused);

    public int Packed => archives.Count - Reused;

    /// <summary>Which artifacts were packed and which were taken over.</summary>
    public void Tell(RunRecord record)
    {
        foreach (var step in plan.Artifacts)
        {
            var isReused = archives.Find(staged => staged.Archive.Name == step.Archive)?.Reused == true;
            record.Came(step.Task, step.Id, isReused ? StepOrigin.Cache : StepOrigin.Built);
        }
    }

    /// <summary>Full path of a staged archive, and its SHA-256.</summary>
    public (string Path, string Sha256) Archive(string name) =>
        archives.FirstOrDefault(archive => archive.Archive.Name == name) is { } staged
            ? (Path.Combine(Staging.Folder, staged.Archive.Path), staged.Archive.Sha256)
            : throw NotPacked();

    /// <summary>All staged archives, and their folder.</summary>
    public (string Folder, IReadOnlyList<Artifact> Artifacts) Archives => (Staging.Folder, [.. archives.Select(staged => staged.Archive)]);

    /// <summary>A check that held.</summary>
    public void Passed(string id) => passed.Add(id);

    public void Tried(WheelTestStep test, LoadResult result)
    {
        passed.Add(test.Id);
        loads.Add(result);
    }

    /// <summary>What was seen in bare bases, in the plan's order.</summary>
    public IReadOnlyList<LoadResult> Loads => loads;

    public void Loaded(LoadStep load, LoadResult result)
    {
        passed.Add(load.Id);
        loads.Add(result);
    }

    /// <param name="floor">the lowest system that the archive runs on; null: no ELF file says</param>
    public void RunsOn(string archive, string? floor)
    {
        var index = archives.FindIndex(staged => staged.Archive.Name == archive);
        archives[index] = archives[index] with { Archive = archives[index].Archive with { Floor = floor } };
    }

    /// <summary>Whether a target's archives hold something to start or load, as CheckAbi has seen.</summary>
    public bool HasCode(string target) => withCode.Contains(target);

    public void Holds(string target) => withCode.Add(target);

    /// <summary>The lowest systems of a target's archives.</summary>
    public IEnumerable<string> FloorsOf(string target) =>
        archives.Where(staged => staged.Archive.Target == target).Select(staged => staged.Archive.Floor).OfType<string>();

    /// <summary>A text that describes the archives.</summary>
    public void Report(string name, ReadOnlyMemory<byte> content, string producer) =>
        reports.Add(Staging.Write(name, ArtifactKind.Report, content, null, producer));

    /// <summary>Completes the staged files and makes them dist/.</summary>
    public ArtifactLedger Finish(CancellationToken cancellation)
    {
        for (var index = 0; index < archives.Count; index++)
            archives[index] = archives[index] with { Archive = archives[index].Archive with { NotStarted = WhyNotStarted(archives[index].Archive) } };
        var toolchains = new Toolchains(plan, results).Stored();
        var shown = plan with { NotStarted = NotStarted };
        var manifest = new Manifest(shown, toolchains, Recipes(), loads);
        var info = new BuildInfo(shown, toolchains, loads);
        var infos = plan
            .Targets.Select(target => Staging.Write(target.BuildInfoName, ArtifactKind.BuildInfo, info.Json(target, archives), target.Id, "dist"))
            .ToList();
        infos.AddRange(
            plan.Targets.Where(target => target.BuildInfoTextName is not null)
                .Select(target => Staging.Write(target.BuildInfoTextName!, ArtifactKind.BuildInfo, info.Text(target, archives), target.Id, "dist"))
        );
        if (
            FetchIndexWriter.MakeAsync(plan, [.. archives.Select(staged => staged.Archive)], Staging.Folder, cancellation).GetAwaiter().GetResult() is { } offer
        )
            Report(plan.FetchIndex!.FileName, offer, "dist");
        foreach (
            var (name, content) in FormulaFiles
                .MakeAsync(plan, [.. archives.Select(staged => staged.Archive)], Staging.Folder, cancellation)
                .GetAwaiter()
                .GetResult()
        )
            Report(name, content, "dist");
        if (AllPlatforms.MakeAsync(plan, [.. archives.Select(staged => staged.Archive)], Staging, "dist", cancellation).GetAwaiter().GetResult() is { } bundle)
            reports.Add(bundle);
        return new DistWriter(dist, Staging).Write(plan, manifest, archives, [.. reports, .. infos], passed);
    }

    /// <summary>
    /// Targets whose archives nobody started, and why: the configuration says so, or a switch left it out. Where there is nothing to start, nothing is said.
    /// </summary>
    public IReadOnlyList<NotStarted> NotStarted =>
        [
            .. plan
                .NotStarted.Where(target => target.Reason is not null || HasCode(target.TargetId))
                .Select(target => target with { Reason = target.Reason ?? LeftOut }),
            .. plan
                .Loads.Select(load => load.Target.Id)
                .Distinct(StringComparer.Ordinal)
                .Where(id => !loads.Exists(load => load.Target == id))
                .Select(id => new NotStarted(id, LeftOut)),
        ];

    private string? WhyNotStarted(Artifact archive) =>
        archive.Kind is not (ArtifactKind.Archive or ArtifactKind.Image)
            ? null
            : NotStarted.FirstOrDefault(target => target.TargetId == archive.Target)?.Reason;

    /// <summary>Before, for the archive of the same key that dist/ holds; its result may be gone since.</summary>
    private bool HadPassed(ArtifactStep step, string test) =>
        dist.ReadLedger() is { } last && last.Passed.Contains(test) && last.Find(step.Archive)?.Key == step.Key.Key.Text;

    private Staging Staging => staging ?? throw NotPacked();

    private void RequireTests(ArtifactStep step)
    {
        if (options.Skip.Contains("Test"))
        {
            return;
        }

        var missing = step.TestIds.Where(id => results.Find(id, plan.Command(id).Key.Key) is null).ToList();
        if (missing.Count > 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingInput,
                    $"{missing[0]} has not passed",
                    $"step {step.Id}",
                    "it is run by step Compile: run again without --exclusive"
                )
            );
        }
    }

    private Dictionary<string, Blob> Recipes() =>
        plan.Recipes.ToDictionary(
            recipe => recipe.Id,
            recipe =>
                toolsCache.Find(recipe.Id, recipe.Key.Key)
                ?? throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingInput,
                        $"the result of recipe {recipe.Id} is not in tools-cache/",
                        "step Package",
                        "it is made by step ToolsImage: run again without --exclusive"
                    )
                ),
            StringComparer.Ordinal
        );

    private static SpringformException NotPacked() =>
        new(new Problem(ErrorCode.MissingInput, "nothing is staged", "step Dist", "archives are made by step Package: run again without --exclusive"));
}
