using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Compile;
using Springform.Engine;
using Springform.Errors;
using Springform.Images;
using Springform.Keys;
using Springform.Machine;
using Springform.Package;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>Loads staged archives in bare bases. What was seen of exactly these bytes in this base is not looked at again.</summary>
/// <param name="results">keeps what was seen</param>
/// <param name="scratchFolder">for the files of archives</param>
/// <param name="noCache">look again at what was seen before</param>
internal sealed class LoadTests(
    BuildPlan plan,
    StagedDist staged,
    SharedStore results,
    IContainerEngine engine,
    BaseImages bases,
    Legs legs,
    string scratchFolder,
    bool noCache,
    IOutput log
)
{
    /// <exception cref="SpringformException">E104 for each target that has something to start, and no base and no reason</exception>
    public static void RequireBases(BuildPlan plan, StagedDist staged)
    {
        var silent = plan.NotStarted.Where(target => target.Reason is null).ToList();
        var problems = silent
            .Where(target => staged.HasCode(target.TargetId))
            .Select(target => new Problem(
                ErrorCode.MissingKey,
                $"no base says where the programs and libraries of {target.TargetId} start, so nothing shows that they do",
                $"springform.yaml, target {target.TargetId}",
                "name bases under smoke.bases, or a base at the target; where no container can start them: smoke: {skip: \"the reason\"}"
            ))
            .ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
        foreach (var target in silent)
            staged.Passed(target.Id);
    }

    /// <returns>how many were run; the others had been seen before</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var toRun = noCache
            ? plan.Loads
            : await results.MissingAsync(plan.Loads, load => (load.Id, KeyOf(load)), (load, blob, _) => Task.FromResult(Refusal(load, blob)), cancellation);
        foreach (var id in toRun.Select(load => load.BaseId).Distinct(StringComparer.Ordinal))
        {
            await bases.EnsureAsync(plan.Base(id), log, cancellation);
        }

        await legs.RunAsync(toRun, load => load.Id, RunAsync, cancellation, "loading");
        foreach (var load in plan.Loads)
        {
            staged.Loaded(load, Stored(load) ?? throw new InvalidOperationException($"the result of {load.Id} is gone"));
        }

        return toRun.Count;
    }

    private async Task RunAsync(LoadStep load, IOutput output, CancellationToken cancellation)
    {
        var scratch = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        try
        {
            var archives = load.Archives.Select(name => staged.Archive(name).Path).ToList();
            var result = await new LoadTester(engine, scratch).RunAsync(plan, load, archives, output, cancellation);
            var entry = ArchiveEntry.FromBytes(LoadResultFile.Name, LoadResultFile.Json(result));
            await results.PutAsync(load.Id, KeyOf(load), (stream, stop) => TarArchive.WriteAsync([entry], stream, 0, stop), cancellation);
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private static string? Refusal(LoadStep load, Blob blob) => LoadResultFile.Refusal(blob, load.Target.Id, load.BaseId);

    private LoadResult? Stored(LoadStep load) => results.Find(load.Id, KeyOf(load)) is { } blob ? LoadResultFile.Read(StoredText.Of(blob)) : null;

    private ContentKey KeyOf(LoadStep load)
    {
        var key = new KeyBuilder("loaded").Add("step", load.Key.Key);
        foreach (var archive in load.Archives)
        {
            key.Add($"archive {archive}", staged.Archive(archive).Sha256);
        }

        return key.Build().Key;
    }
}
